package io.penstock.load.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.List;

/** Distinct events of about 300 bytes, by their number. */
final class AuditEvents {
  private static final List<String> TYPES =
      List.of("user.login", "user.logout", "document.read", "document.changed", "role.granted");

  private final Clock clock = Clock.systemUTC();
  private final String source;

  /** The source is part of every id, so that no other has the same. */
  AuditEvents(String source) {
    this.source = source;
  }

  String text(long number) {
    return """
    {"event_id":"%1$s-%2$08d","event_type":"%3$s","timestamp":%4$d,"actor":{"id":"user-%5$d",\
    "ip":"10.%6$d.%7$d.7","agent":"Mozilla/5.0 (X11; Linux x86_64)"},"resource":{"kind":"document",\
    "id":"doc-%8$d","path":"/teams/%6$d/documents/%8$d"},"outcome":"success","amount":%2$d}\
    """
        .formatted(
            source,
            number,
            TYPES.get((int) (number % TYPES.size())),
            clock.millis(),
            number % 10_007,
            number % 199,
            number % 251,
            number % 100_003);
  }

  byte[] bytes(long number) {
    return text(number).getBytes(UTF_8);
  }
}
