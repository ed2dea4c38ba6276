package io.penstock.fuzz;

import io.penstock.fuzz.Way.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A refusal of {@code docs/http.md}, and what of a request must be damaged to earn it. */
record Code(String name, int status, Set<Touch> earnedBy) {
  private static final Map<String, Code> KNOWN =
      Stream.of(
              new Code("events_invalid", 422, Set.of(Touch.BODY, Touch.TYPE, Touch.ENCODING)),
              new Code("malformed_json", 400, Set.of(Touch.BODY, Touch.TYPE, Touch.ENCODING)),
              new Code("broken_encoding", 400, Set.of(Touch.CODED, Touch.ENCODING)),
              new Code(
                  "bad_parameter", 400, Set.of(Touch.QUERY, Touch.IDEMPOTENCY_KEY, Touch.BODY)),
              new Code("bad_request", 400, Set.of(Touch.FRAMING, Touch.QUERY)),
              new Code("undecodable", 400, Set.of(Touch.BODY, Touch.TYPE, Touch.ENCODING)),
              new Code("unauthenticated", 401, Set.of(Touch.AUTH)),
              new Code("unknown_stream", 404, Set.of(Touch.PATH)),
              new Code("unknown_receipt", 404, Set.of(Touch.PATH)),
              new Code("not_found", 404, Set.of(Touch.PATH)),
              new Code("method_not_allowed", 405, Set.of(Touch.METHOD)),
              new Code("too_slow", 408, Set.of(Touch.FRAMING)),
              new Code("body_too_large", 413, Set.of(Touch.FRAMING, Touch.BODY)),
              new Code("inflates_too_far", 413, Set.of(Touch.BODY, Touch.ENCODING)),
              new Code("too_many_events", 413, Set.of(Touch.BODY)),
              new Code("event_too_large", 413, Set.of(Touch.BODY)),
              new Code("events_too_large", 413, Set.of(Touch.BODY)),
              new Code("uri_too_long", 414, Set.of(Touch.OVERSIZE)),
              new Code("headers_too_large", 431, Set.of(Touch.OVERSIZE)),
              new Code("unsupported_media_type", 415, Set.of(Touch.TYPE)),
              new Code("unsupported_encoding", 415, Set.of(Touch.ENCODING)))
          .collect(Collectors.toMap(Code::name, Function.identity()));

  static Set<String> names() {
    return KNOWN.keySet();
  }

  static Optional<Code> named(String code) {
    return Optional.ofNullable(KNOWN.get(code));
  }

  /** Exporters and senders of CloudEvents know no 422. */
  boolean hasStatus(int other, Request request) {
    boolean plain = request.way().kind() == Kind.EVENTS && !isAnywhere(request);
    if (status == 422 && !plain) {
      return other == 400 || (other == status && isAnywhere(request));
    }
    return other == status;
  }

  boolean isEarnedBy(Request request) {
    return isAnywhere(request) || !Collections.disjoint(earnedBy, request.touches());
  }

  /** Nobody knows which way the request went. */
  static boolean isAnywhere(Request request) {
    return request.is(Touch.PATH) || request.is(Touch.ANYTHING);
  }
}
