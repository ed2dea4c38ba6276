package io.penstock.ingest.http;

import io.penstock.access.Admission.Admitted;
import io.penstock.access.Admission.Denied;
import io.penstock.access.Caller;
import io.penstock.access.Credentials;
import io.penstock.access.Denial;
import io.penstock.access.Gatekeeper;
import io.penstock.access.limit.Allowance;
import io.penstock.access.limit.Excess;
import io.penstock.access.limit.Limiter;
import io.penstock.access.signing.Signatures;
import io.penstock.access.signing.Signatures.Begun;
import io.penstock.access.signing.SignedRequest;
import io.penstock.access.signing.SigningFault;
import io.penstock.access.tenant.Scope;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.event.cloudevents.Attributes;
import io.penstock.ingest.SenderWords;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a request with events says before the first byte of its body.
 *
 * @param stream as this sender may use it
 * @param bytesMax of the body, before inflating and after
 * @param announced how long the body is said to be, in bytes; 0 where nothing is said
 * @param traceparent as W3C Trace Context writes it
 * @param attributes those of a CloudEvent whose data are the body
 * @param signed empty where the sender need not sign
 * @param atomic whether one bad event is to cost all of them
 */
record RequestHead(
    Stream stream,
    Caller caller,
    Allowance allowance,
    int bytesMax,
    Form form,
    Coding coding,
    long announced,
    Optional<String> traceparent,
    Optional<Attributes> attributes,
    Optional<String> idempotencyKey,
    Optional<SignedRequest> signed,
    boolean atomic) {
  private static final int LENGTH_DIGITS_MAX = 18;

  /**
   * Reads the head of a request to this stream.
   *
   * @throws Refusal where its body need not be read
   */
  static RequestHead read(HttpServerRequest request, Stream stream, Door door) throws Refusal {
    Caller caller = admit(request, stream, door);
    return read(request, stream, caller, form(request, stream), door);
  }

  /** Likewise, where the content type was read before. */
  static RequestHead read(HttpServerRequest request, Stream stream, Form form, Door door)
      throws Refusal {
    return read(request, stream, admit(request, stream, door), form, door);
  }

  private static Caller admit(HttpServerRequest request, Stream stream, Door door) throws Refusal {
    requirePost(request);
    Caller caller = caller(request, door.access().gatekeeper(), Scope.SENDING);
    Optional<Denial> denial = door.access().gatekeeper().denies(caller, stream.name());
    if (denial.isPresent()) {
      throw new Refusal(Problems.denied(denial.get()));
    }
    if (door.health().isDraining()) {
      throw new Refusal(Problems.DRAINING);
    }
    return caller;
  }

  private static RequestHead read(
      HttpServerRequest request, Stream stream, Caller caller, Form form, Door door)
      throws Refusal {
    Allowance allowance = allowance(caller, door.access().limiter());
    int bytesMax = allowance.requestBytesMax(door.config().requestBytesMax());
    return new RequestHead(
        allowance.narrowed(stream),
        caller,
        allowance,
        bytesMax,
        form,
        coding(request),
        announced(request, bytesMax),
        Optional.ofNullable(request.getHeader("traceparent")).filter(SenderWords::isTraceparent),
        stream.kind() == Kind.CLOUDEVENTS ? CloudEventMode.attributes(request) : Optional.empty(),
        idempotencyKey(request),
        signed(request, caller, door.access().signatures()),
        atomic(request));
  }

  /** Of a tenant that has any left. */
  private static Allowance allowance(Caller caller, Limiter limiter) throws Refusal {
    Allowance allowance = limiter.of(caller.tenant());
    Optional<Excess> excess = allowance.excess();
    if (excess.isPresent()) {
      throw new Refusal(Problems.limited(excess.get()));
    }
    return allowance;
  }

  private static Optional<SignedRequest> signed(
      HttpServerRequest request, Caller caller, Signatures signatures) throws Refusal {
    if (caller.signsWith().isEmpty()) {
      return Optional.empty();
    }
    return switch (signatures.begin(caller.signsWith().get(), caller, request.headers()::getAll)) {
      case Begun.Signed(SignedRequest signed) -> Optional.of(signed);
      case Begun.Wrong(SigningFault fault) -> throw new Refusal(Problems.unsigned(fault));
    };
  }

  private static void requirePost(HttpServerRequest request) throws Refusal {
    if (!request.method().equals(HttpMethod.POST)) {
      throw new Refusal(
          Problems.methodNotAllowed(request.method().name()).withHeader("allow", "POST"));
    }
  }

  /** Who sends this request, where it may do so. */
  static Caller caller(HttpServerRequest request, Gatekeeper gatekeeper, Set<Scope> scopes)
      throws Refusal {
    var given =
        new Credentials(
            request.headers().getAll("authorization"),
            request.headers().getAll("x-api-key"),
            CertifiedSender.of(request),
            request.remoteAddress().hostAddress(),
            request.headers()::getAll);
    return switch (gatekeeper.admit(given, scopes)) {
      case Admitted(Caller caller) -> caller;
      case Denied denied -> throw new Refusal(Problems.denied(denied.why()));
    };
  }

  private static Form form(HttpServerRequest request, Stream stream) throws Refusal {
    if (stream.kind() == Kind.CLOUDEVENTS) {
      return CloudEventMode.form(request);
    }
    String type = header(request, "content-type");
    return MediaType.formOf(type).orElseThrow(() -> new Refusal(Problems.mediaType(type)));
  }

  private static Coding coding(HttpServerRequest request) throws Refusal {
    String name = header(request, "content-encoding");
    return Coding.named(name).orElseThrow(() -> new Refusal(Problems.encoding(name)));
  }

  private static long announced(HttpServerRequest request, int bytesMax) throws Refusal {
    long announced = length(header(request, "content-length"));
    if (announced > bytesMax) {
      throw new Refusal(Problems.bodyTooLarge(bytesMax));
    }
    return announced;
  }

  /** 0 for what is no length. */
  private static long length(String contentLength) {
    if (contentLength.length() > LENGTH_DIGITS_MAX) {
      return Long.MAX_VALUE;
    }
    long length = 0;
    for (int i = 0; i < contentLength.length(); i++) {
      int digit = contentLength.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      length = length * 10 + digit;
    }
    return length;
  }

  /** With or without the quotes that the IETF's draft wants around it. */
  private static Optional<String> idempotencyKey(HttpServerRequest request) throws Refusal {
    String given = request.getHeader("idempotency-key");
    if (given == null) {
      return Optional.empty();
    }
    boolean quoted = given.length() > 2 && given.startsWith("\"") && given.endsWith("\"");
    String key = quoted ? given.substring(1, given.length() - 1) : given;
    if (!SenderWords.isIdempotencyKey(key)) {
      throw new Refusal(
          Problems.badParameter("Idempotency-Key", SenderWords.IDEMPOTENCY_KEY_WANTED));
    }
    return Optional.of(key);
  }

  private static boolean atomic(HttpServerRequest request) throws Refusal {
    return switch (parameter(request, "atomic").orElse("false").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal(Problems.badParameter("atomic", "true or false"));
    };
  }

  private static Optional<String> parameter(HttpServerRequest request, String name) throws Refusal {
    try {
      return request.query() == null
          ? Optional.empty()
          : Optional.ofNullable(request.params().get(name));
    } catch (IllegalArgumentException undecodable) {
      throw new Refusal(Problems.badParameter("The query", "percent-encoded UTF-8"));
    }
  }

  /** A header's first value; empty where it has none. */
  static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
