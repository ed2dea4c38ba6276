package io.penstock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page about the verticles, as its reader sees it. */
final class VerticlesPage {
  private static final Pattern ENTRY = Pattern.compile("(?ms)^## (\\w+Verticle)$(.*?)(?=^## |\\z)");
  private static final Pattern LINE = Pattern.compile("(?m)^\\| ([a-z ]+?) \\| (.*) \\|$");
  private static final Pattern ADDRESS = Pattern.compile("`([a-z]+\\.[a-z]+)` \\(`(\\w+)`\\)");
  private static final Pattern FILE = Pattern.compile("`([\\w/]+\\.java)`");

  private final String text;
  private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();

  VerticlesPage() throws IOException {
    text = Files.readString(Path.of("verticles.md"));
    ENTRY
        .matcher(text)
        .results()
        .forEach(entry -> entries.put(entry.group(1), lines(entry.group(2))));
  }

  private static Map<String, String> lines(String entry) {
    return LINE.matcher(entry)
        .results()
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }

  String text() {
    return text;
  }

  Set<String> verticles() {
    return entries.keySet();
  }

  /** What the entry's line says; empty where it has none. */
  String line(String verticle, String name) {
    return entries.getOrDefault(verticle, Map.of()).getOrDefault(name, "");
  }

  /** The addresses an entry says it hears, as {@code name (Record)}. */
  Set<String> heardBy(String verticle) {
    return addresses(line(verticle, "listens to"));
  }

  /** Likewise those it hands over to, or signals. */
  Set<String> saidBy(String verticle) {
    return addresses(line(verticle, "sends") + line(verticle, "publishes"));
  }

  private static Set<String> addresses(String line) {
    return ADDRESS
        .matcher(line)
        .results()
        .map(address -> address.group(1) + " (" + address.group(2) + ")")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The paths to Java files that the page names in full. */
  Set<String> files() {
    return FILE.matcher(text)
        .results()
        .map((MatchResult file) -> file.group(1))
        .filter(file -> file.contains("/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
