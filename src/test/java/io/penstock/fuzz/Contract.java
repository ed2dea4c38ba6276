package io.penstock.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.penstock.fixture.Answer;
import io.penstock.fuzz.Way.Kind;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds answers against what {@code docs/http.md} promises. */
final class Contract {
  private static final String PROBLEM = "application/problem+json";
  private static final Set<String> LATER =
      Set.of("busy", "draining", "log_unavailable", "spool_full", "spool_failing");
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final Pattern LAST_LINE =
      Pattern.compile("\n(\\d{3}) ([a-z_]+), request (\\S+)\n\\z");

  private Contract() {}

  static Finding judge(Request request, Reply reply) {
    try {
      return switch (reply) {
        case Reply.Answered(Answer answer) -> judge(request, answer);
        case Reply.Garbled(String what) -> Finding.violated("no HTTP", what);
        case Reply.Silent _ -> Finding.violated("silence", "no answer, and no end");
        case Reply.Closed _ ->
            request.is(Touch.FRAMING)
                ? Finding.fine("closed")
                : Finding.violated("closed", "no answer but the end of the connection");
      };
    } catch (Breach breach) {
      return Finding.violated(breach.label, String.valueOf(breach.getMessage()));
    }
  }

  /** What the contract does not know. */
  static final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String label;

    Breach(String label, String how) {
      super(how, null, false, false);
      this.label = label;
    }
  }

  static void require(boolean holds, Answer answer, String how) {
    if (!holds) {
      throw new Breach(Integer.toString(answer.status()), how);
    }
  }

  private static Finding judge(Request request, Answer answer) {
    requireId(request, answer);
    require(
        answer.header("content-encoding").isEmpty() || request.is(Touch.HEADERS),
        answer,
        "nobody asked for a content encoding");
    if (answer.status() < 300) {
      return success(request, answer);
    }
    if (isPutOff(answer)) {
      return putOff(request, answer);
    }
    require(!request.isGood(), answer, "a good request was refused");
    if (request.method().equals("HEAD")) {
      return Finding.fine(answer.status() + " to HEAD");
    }
    String code = code(request, answer);
    String label = answer.status() + " " + code;
    if (answer.status() >= 500) {
      return Finding.violated(label, "a fault of the server");
    }
    Code known =
        Code.named(code).orElseThrow(() -> new Breach(label, "no such code is documented"));
    require(
        known.hasStatus(answer.status(), request), answer, "another status than " + code + "'s");
    require(known.isEarnedBy(request), answer, "nothing in the request earns " + code);
    return Finding.fine(label);
  }

  /** Whoever is told when to come back may do so with the same request: no fault, but counted. */
  private static boolean isPutOff(Answer answer) {
    return answer.status() == 503 && answer.header("retry-after").matches("[1-9]\\d*");
  }

  private static Finding putOff(Request request, Answer answer) {
    String code = code(request, answer);
    require(LATER.contains(code), answer, "no reason to come back is '" + code + "'");
    return Finding.fine("503 " + code);
  }

  /** Taken where it is given, made where not. */
  private static void requireId(Request request, Answer answer) {
    String id = answer.header("x-request-id");
    boolean untouched =
        !request.is(Touch.REQUEST_ID)
            && !request.is(Touch.ANYTHING)
            && answer.status() != 414
            && answer.status() != 431;
    boolean taken = untouched && !isParserFault(request, answer);
    boolean lawful = !id.isEmpty() && id.length() <= 128;
    require(
        taken ? id.equals(Request.idOf(request.number())) : lawful,
        answer,
        "the request id is '" + id + "'");
  }

  /** Where the head could not be read, the id may not have been. */
  private static boolean isParserFault(Request request, Answer answer) {
    return answer.status() == 400 && request.is(Touch.FRAMING);
  }

  private static Finding success(Request request, Answer answer) {
    require(mayBeTaken(request), answer, "what must be refused was taken");
    boolean receipt = answer.status() == 202 || answer.status() == 207;
    boolean anywhere = Code.isAnywhere(request);
    require(receipt || answer.status() == 200, answer, "no such status is documented");
    boolean events = request.way().kind() == Kind.EVENTS || request.way().kind() == Kind.CLOUD;
    require(anywhere || receipt == events, answer, "another status than this path's");
    if (receipt) {
      return ReceiptBody.judge(request, answer);
    }
    if (request.way().kind() == Kind.OTLP && !anywhere) {
      return exported(request, answer);
    }
    require(
        anywhere || type(answer).equals(request.way().mediaType()),
        answer,
        "the media type is '" + type(answer) + "'");
    return Finding.fine("200");
  }

  private static boolean mayBeTaken(Request request) {
    if (request.is(Touch.ANYTHING)) {
      return true;
    }
    boolean keyless =
        request.is(Touch.NO_KEY)
            && !request.is(Touch.HEADERS)
            && (!request.way().isQuestion() || request.way() == Way.RECEIPT)
            && !request.is(Touch.PATH);
    boolean otherMethod = request.is(Touch.METHOD) && !Code.isAnywhere(request);
    boolean oversize = request.is(Touch.OVERSIZE) && !Code.isAnywhere(request);
    return !keyless && !otherMethod && !oversize;
  }

  private static Finding exported(Request request, Answer answer) {
    requireExportType(request, answer);
    boolean whole = answer.body().length == 0 || answer.text().equals("{}");
    require(!request.isGood() || whole, answer, "a good export was not taken whole");
    int events = request.isGood() ? request.content().events() : 0;
    var told = new Told(request.way().stream(), events, request.isGood(), List.of());
    return new Finding(whole ? "200" : "200 in part", Optional.empty(), Optional.of(told));
  }

  private static void requireExportType(Request request, Answer answer) {
    String type = type(answer);
    boolean own = type.equals(request.protobuf() ? PROTOBUF : JSON);
    boolean either = type.equals(PROTOBUF) || type.equals(JSON);
    require(own || (either && request.is(Touch.TYPE)), answer, "the media type is '" + type + "'");
    if (type.equals(JSON)) {
      json(answer);
    } else {
      fields(answer);
    }
  }

  /** Faults of HTTP itself are problems on every path. */
  private static String code(Request request, Answer answer) {
    if (type(answer).equals("text/plain")) {
      return codeForPeople(request, answer);
    }
    boolean mayBeExport = request.way().kind() == Kind.OTLP || Code.isAnywhere(request);
    boolean export = mayBeExport && !type(answer).equals(PROBLEM);
    if (!export) {
      require(type(answer).equals(PROBLEM), answer, "the media type is '" + type(answer) + "'");
      return ProblemBody.code(request, answer);
    }
    if (!Code.isAnywhere(request)) {
      requireExportType(request, answer);
    }
    String message =
        type(answer).equals(PROTOBUF)
            ? fields(answer).getField(2).getLengthDelimitedList().getFirst().toStringUtf8()
            : String.valueOf(json(answer).getString("message"));
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }

  /** Only who asks for text gets it. */
  private static String codeForPeople(Request request, Answer answer) {
    require(request.is(Touch.HEADERS), answer, "nobody asked for text/plain");
    Matcher last = LAST_LINE.matcher(answer.text());
    require(last.find(), answer, "the text does not end with status, code and request");
    require(last.group(1).equals(Integer.toString(answer.status())), answer, "status");
    require(last.group(3).equals(answer.header("x-request-id")), answer, "requestId");
    return last.group(2);
  }

  private static String type(Answer answer) {
    return answer.header("content-type").replaceFirst(";.*", "");
  }

  static JsonObject json(Answer answer) {
    try {
      return answer.json();
    } catch (DecodeException broken) {
      throw new Breach(Integer.toString(answer.status()), "the body is no JSON");
    }
  }

  private static UnknownFieldSet fields(Answer answer) {
    try {
      return UnknownFieldSet.parseFrom(answer.body());
    } catch (InvalidProtocolBufferException broken) {
      throw new Breach(Integer.toString(answer.status()), "the body is no Protobuf");
    }
  }
}
