package io.penstock.load.fanout;

import io.penstock.load.process.BenchFault;
import java.time.Duration;
import java.util.Locale;

/**
 * How much of everything.
 *
 * @param rate events a second
 * @param seconds the length of each phase
 * @param cut the sink that is cut off: s3 or clickhouse
 * @param how killed or frozen
 * @param spool the most bytes of the buffer on disk, as the configuration writes it
 */
public record FanoutDose(int rate, int seconds, String cut, String how, String spool) {
  /** Until the buffer is full and senders are refused. */
  static final Duration FILL_MAX = Duration.ofMinutes(4);

  Duration phase() {
    return Duration.ofSeconds(seconds);
  }

  StoreProcess.Manner manner() {
    return StoreProcess.Manner.valueOf(how.toUpperCase(Locale.ROOT));
  }

  /** A catch-up takes as long as the sink was away at most, and a minute is always given. */
  long catchUpSecondsMax() {
    return Math.max(60, seconds);
  }

  /** An eighth of the spool, so that it fills in steps. */
  String segment() {
    int digits = spool.replaceAll("\\D.*", "").length();
    long bytes =
        Long.parseLong(spool.substring(0, digits))
            * switch (spool.substring(digits).toUpperCase(Locale.ROOT)) {
              case "MB" -> 1L << 20;
              case "GB" -> 1L << 30;
              default -> throw new BenchFault(spool + " is not a size such as 64MB or 1GB");
            };
    return Math.min(bytes / 8, 100 << 20) + "B";
  }
}
