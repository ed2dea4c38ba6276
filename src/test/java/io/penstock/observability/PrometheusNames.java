package io.penstock.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every metric of ours under the name that Prometheus knows it by. */
public final class PrometheusNames {
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
  private static final Pattern SERIES = Pattern.compile("(?m)^(\\w+)");
  private static final Pattern NAME = Pattern.compile("`(penstock_[a-z_]+)`");
  private static final Pattern LITERAL =
      Pattern.compile("(?s)(?:builder|adder|counter|counted|gauge)\\(\\s*\"(penstock[.a-z]*)\"");

  private PrometheusNames() {}

  /** One name for each metric: a histogram is one, whatever series it has. */
  public static Set<String> families() {
    return FAMILY
        .matcher(scrape())
        .results()
        .map(family -> family.group(1))
        .filter(Predicate.not(name -> name.endsWith("_max")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every name a query can use. */
  public static Set<String> series() {
    return SERIES
        .matcher(scrape())
        .results()
        .map(series -> series.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The metrics of ours that a page names. */
  public static Set<String> in(String page) {
    return NAME.matcher(page)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names that the source registers meters under, as Micrometer writes them. */
  static Set<String> literals() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> LITERAL.matcher(read(file)).results())
          .map(literal -> literal.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException fault) {
      throw new java.io.UncheckedIOException(fault);
    }
  }

  static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MeterFilter.denyUnless(PrometheusNames::isOurs));
    var meters = new Meters(registry, "1");
    meters.door("events").rejected("field_missing", 1);
    meters.door("events").refused("malformed_json");
    meters.denied("UNKNOWN");
    meters.quotaWarning("near");
    meters.connectionCut("slow_body");
    meters.nodes(() -> 1);
    meters.cluster().asked("answered");
    meters.cluster().operation("retry.slots", "answered");
    meters.requestSeconds();
    Meters.Delivery delivery = meters.delivery("duckdb");
    delivery.state(Clock.systemUTC());
    delivery.deadLettered("refused");
    delivery.retried("later");
    meters.creditBytes(() -> 0);
    meters.logReachable(() -> true);
    meters.certificateEnds("http", () -> 0);
    meters.spool(() -> 0, () -> 0, () -> 0, () -> 0);
    meters.deadLetters("duckdb", "new", () -> 0);
    meters.auditUncopied(() -> 0);
    return registry;
  }

  private static boolean isOurs(Meter.Id meter) {
    return meter.getName().startsWith("penstock.");
  }

  private static String scrape() {
    return registry().scrape();
  }
}
