package io.penstock.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ratios of an earlier run, to see whether a later one fell behind. */
public final class Baseline {
  private static final double TOLERANCE = 0.10;

  private final Map<String, Double> medians;

  private Baseline(Map<String, Double> medians) {
    this.medians = medians;
  }

  public static Baseline read(Path json) throws IOException {
    Map<String, Double> medians = new HashMap<>();
    for (JsonNode ratio : new ObjectMapper().readTree(json.toFile()).path("ratios")) {
      medians.put(name(ratio), ratio.path("median").asDouble());
    }
    if (medians.isEmpty()) {
      throw new IOException(json + " holds no ratios");
    }
    return new Baseline(medians);
  }

  /**
   * One sentence for each ratio of Penstock's that is more than a tenth worse than it was. What the
   * bare server does beside ProducerPerformance tells of the machine alone.
   */
  public List<String> worse(List<Ratio> ratios) {
    return ratios.stream().filter(this::isWorse).map(this::sentence).toList();
  }

  private boolean isWorse(Ratio ratio) {
    if (!ratio.name().startsWith(Contestant.PENSTOCK.name())) {
      return false;
    }
    double earlier = medians.getOrDefault(ratio.name(), 0.0);
    return ratio.median() < earlier * (1 - TOLERANCE);
  }

  private String sentence(Ratio ratio) {
    return "%s fell from %s to %s"
        .formatted(
            ratio.name(),
            Numbers.fraction(medians.getOrDefault(ratio.name(), 0.0)),
            Numbers.fraction(ratio.median()));
  }

  private static String name(JsonNode ratio) {
    return ratio.path("of").asText()
        + "/"
        + ratio.path("to").asText()
        + "@"
        + ratio.path("eventsPerRequest").asInt();
  }
}
