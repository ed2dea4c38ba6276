package io.penstock.ingest.tls;

import io.penstock.observability.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What health says of a door's certificate.
 *
 * @param refusal why the files as they are cannot be used
 * @param end of the certificate in use
 */
record Judgement(Optional<String> refusal, Instant end, Instant now) {
  private static final Duration SOON = Duration.ofDays(14);

  void tell(Health health, String component) {
    Duration left = Duration.between(now, end);
    if (left.isNegative()) {
      health.red(component, sentences("the certificate in use has ended on " + end));
    } else if (left.compareTo(SOON) < 0) {
      health.amber(
          component,
          sentences("the certificate in use ends on %s, in %d days".formatted(end, left.toDays())));
    } else {
      refusal.ifPresentOrElse(
          why -> health.amber(component, sentences("the certificate in use stays")),
          () -> health.green(component));
    }
  }

  private String sentences(String ofTheOneInUse) {
    return Stream.concat(refusal.stream(), Stream.of(ofTheOneInUse))
        .collect(Collectors.joining("; "));
  }
}
