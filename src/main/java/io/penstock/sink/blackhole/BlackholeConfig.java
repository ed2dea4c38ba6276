package io.penstock.sink.blackhole;

import io.penstock.config.Section;
import java.time.Duration;
import java.util.List;

/**
 * How a blackhole behaves.
 *
 * @param delay each write takes so long
 * @param failureRate the share of writes that fail, from 0 to 1, by a seeded chance
 * @param script what the writes answer one after the other, from the start again when it is
 *     through: {@code delivered}, {@code hold}, {@code refused}, {@code fault}, or per event {@code
 *     stored}, {@code repeated}, {@code later}, {@code never} with plus signs between
 */
record BlackholeConfig(
    Duration delay, double failureRate, Duration holdFor, long seed, List<String> script) {
  static BlackholeConfig read(Section section) {
    var config =
        new BlackholeConfig(
            section.duration("delay", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60)),
            section.number("failure-rate", 0, 0, 1),
            section.duration(
                "hold-for", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMinutes(10)),
            section.wholeNumber("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE),
            section.texts("script", List.of()));
    for (String line : config.script()) {
      if (!Script.isLawful(line)) {
        section.reject(
            "script",
            "'"
                + line
                + "' is not one of "
                + Script.WORDS
                + ", or per-event answers with + between");
      }
    }
    return config;
  }
}
