package io.penstock.load.report;

import java.util.List;
import java.util.Optional;

/**
 * What is printed and kept of a run.
 *
 * @param sections Markdown, part by part
 * @param data the same as a record, for the JSON file
 * @param chart SVG
 */
public record Report(String title, List<String> sections, Record data, Optional<String> chart) {

  public String text() {
    return "# " + title + "\n\n" + String.join("\n\n", sections) + "\n";
  }
}
