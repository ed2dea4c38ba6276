package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.fixture.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of a scenario outline in the conformance suite of CloudEvents: the request it sends,
 * and what is to be read from it.
 */
record FeatureRequest(
    String name, String[] headers, String body, Map<String, String> attributes, String data) {
  private static final Pattern BLOCK = Pattern.compile("(?s)\"\"\"\\n(.*?)\\n *\"\"\"");
  private static final Pattern ROW = Pattern.compile("\\| *(\\S+) *\\| *([^|]+?) *\\|");
  private static final Pattern EXAMPLE = Pattern.compile("\\| *([^|]+?) *\\|");

  /** Each example has an id of its own, since the suite gives them all the same. */
  static List<FeatureRequest> all(Path file) {
    String[] outlines = new String(Corpora.bytes(file), UTF_8).split("Scenario Outline: ", -1);
    List<FeatureRequest> requests = new ArrayList<>();
    for (int i = 1; i < outlines.length; i++) {
      String[] parts = outlines[i].split("Examples:", -1);
      Matcher example = EXAMPLE.matcher(parts[1]);
      example.find();
      while (example.find()) {
        requests.add(
            of(
                parts[0]
                    .replace("<contentType>", example.group(1))
                    .replace("1234-1234-1234", "1234-" + requests.size())));
      }
    }
    return requests;
  }

  private static FeatureRequest of(String scenario) {
    List<String> blocks = BLOCK.matcher(scenario).results().map(block -> block.group(1)).toList();
    String[] request = blocks.getFirst().stripIndent().split("\n\n", 2);
    Map<String, String> attributes = new LinkedHashMap<>();
    ROW.matcher(scenario)
        .results()
        .filter(row -> !row.group(1).equals("key"))
        .forEach(row -> attributes.put(row.group(1), row.group(2)));
    return new FeatureRequest(
        scenario.lines().findFirst().orElseThrow(),
        headers(request[0]),
        request[1],
        attributes,
        blocks.get(1));
  }

  /** Without those that a client writes by itself. */
  private static String[] headers(String head) {
    return head.lines()
        .skip(1)
        .filter(line -> !line.startsWith("Host:") && !line.startsWith("Content-Length:"))
        .flatMap(line -> List.of(line.split(": *", 2)).stream())
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
