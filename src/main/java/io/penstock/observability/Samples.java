package io.penstock.observability;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What meters show at one moment, under the names that a scrape gives them. */
public final class Samples {
  /** The value of one meter, or one of the values of a meter that has several. */
  public record Sample(String name, String type, Map<String, String> labels, double value) {}

  private Samples() {}

  /** Meters without a value are left out. */
  public static List<Sample> of(MeterRegistry registry) {
    NamingConvention names = registry.config().namingConvention();
    List<Sample> samples = new ArrayList<>();
    for (Meter meter : registry.getMeters()) {
      for (Measurement measurement : meter.measure()) {
        double value = measurement.getValue();
        if (Double.isFinite(value)) {
          samples.add(sample(meter.getId(), names, measurement, value));
        }
      }
    }
    return samples;
  }

  private static Sample sample(
      Meter.Id meter, NamingConvention names, Measurement measurement, double value) {
    Map<String, String> labels = new TreeMap<>();
    for (Tag tag : meter.getConventionTags(names)) {
      labels.put(tag.getKey(), tag.getValue());
    }
    return new Sample(
        meter.getConventionName(names) + suffix(meter, measurement),
        meter.getType().name().toLowerCase(Locale.ROOT),
        labels,
        value);
  }

  /** A scrape adds the same. */
  private static String suffix(Meter.Id meter, Measurement measurement) {
    return switch (meter.getType()) {
      case COUNTER -> "_total";
      case GAUGE -> meter.getName().endsWith(".info") ? "_info" : "";
      case LONG_TASK_TIMER, TIMER, DISTRIBUTION_SUMMARY, OTHER ->
          switch (measurement.getStatistic()) {
            case TOTAL, TOTAL_TIME -> "_sum";
            case COUNT -> "_count";
            case MAX -> "_max";
            case ACTIVE_TASKS -> "_active";
            case DURATION -> "_duration";
            case VALUE, UNKNOWN -> "";
          };
    };
  }
}
