package io.penstock.load.torture.scene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One scrape, as {@code name{labels}} and value. */
public record Metrics(Map<String, Double> values) {

  public static Metrics of(String scrape) {
    Map<String, Double> values = new HashMap<>();
    scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> add(line.lastIndexOf(' '), line, values));
    return new Metrics(values);
  }

  /** Of several nodes, one value added to the other. */
  public static Metrics together(List<Metrics> nodes) {
    Map<String, Double> values = new HashMap<>();
    nodes.forEach(
        node -> node.values().forEach((name, value) -> values.merge(name, value, Double::sum)));
    return new Metrics(values);
  }

  private static void add(int space, String line, Map<String, Double> values) {
    if (space > 0) {
      values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
    }
  }

  /** Of one sink; 0 where there is none. */
  public double ofSink(String name, String sink) {
    return values.getOrDefault(name + "{sink=\"" + sink + "\"}", 0.0);
  }

  /** Over all that have this label, written {@code name="value"}. */
  public double sum(String name, String label) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(name + "{"))
        .filter(value -> value.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Over all labels. */
  public double sum(String name) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().equals(name) || value.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
