package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.observability.PrometheusNames;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DashboardsTest {
  private static final Pattern METRIC = Pattern.compile("\\b(?:penstock|jvm|kafka)_[a-z_]+");

  /** Metrics of others, as a running server was seen to have them. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "jvm_gc_pause_seconds_max",
          "jvm_memory_used_bytes",
          "kafka_producer_record_error_total",
          "kafka_producer_record_send_total",
          "kafka_producer_request_latency_avg");

  private final Set<String> known = new TreeSet<>(PrometheusNames.series());

  DashboardsTest() {
    known.addAll(OF_OTHERS);
  }

  @Test
  void drawOnlyMetricsThatThereAre() throws IOException {
    Set<String> drawn = metricsIn(expressionsOfDashboard());

    assertThat(drawn).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void drawEveryMetricOfOurs() throws IOException {
    String expressions = String.join("\n", expressionsOfDashboard());

    assertThat(PrometheusNames.families())
        .filteredOn(family -> !family.equals("penstock_build_info"))
        .allSatisfy(family -> assertThat(expressions).contains(family));
  }

  @Test
  void alertOnlyOnMetricsThatThereAre() throws IOException {
    Set<String> alertedOn = metricsIn(expressionsOfRules());

    assertThat(alertedOn).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void giveEachPanelAnIdAndAPlaceOfItsOwn() throws IOException {
    List<JsonObject> panels = panels();

    assertThat(panels).extracting(panel -> panel.getInteger("id")).doesNotHaveDuplicates();
    assertThat(panels)
        .extracting(panel -> panel.getJsonObject("gridPos"))
        .extracting(place -> place.getInteger("x") + "," + place.getInteger("y"))
        .doesNotHaveDuplicates();
  }

  private static Set<String> metricsIn(List<String> expressions) {
    return expressions.stream()
        .flatMap(expression -> METRIC.matcher(expression).results())
        .map(metric -> metric.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> expressionsOfDashboard() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonObject panel : panels()) {
      for (Object target : panel.getJsonArray("targets", new JsonArray())) {
        expressions.add(((JsonObject) target).getString("expr"));
      }
    }
    return expressions;
  }

  private static List<JsonObject> panels() throws IOException {
    var dashboard = new JsonObject(Files.readString(Path.of("dashboards/pipeline.json")));
    return dashboard.getJsonArray("panels").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> expressionsOfRules() throws IOException {
    var rules =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("dashboards/penstock.rules.yml")));
    return elements(rules, "groups").stream()
        .flatMap(group -> elements(group, "rules").stream())
        .map(rule -> String.valueOf(rule.get("expr")))
        .toList();
  }

  private static List<Map<?, ?>> elements(Map<?, ?> parent, String key) {
    List<Map<?, ?>> elements = new ArrayList<>();
    if (parent.get(key) instanceof List<?> list) {
      list.forEach(element -> elements.add((Map<?, ?>) element));
    }
    return elements;
  }
}
