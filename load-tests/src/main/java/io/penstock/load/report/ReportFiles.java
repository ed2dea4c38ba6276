package io.penstock.load.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report beside the earlier ones, as Markdown, JSON and SVG. */
public final class ReportFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path directory;
  private final String stem;

  /** The stem is what the three files are called before their ending. */
  public ReportFiles(Path directory, String stem) {
    this.directory = directory;
    this.stem = stem;
  }

  /** The report for machines. */
  public static String json(Report report) throws IOException {
    return JSON.writeValueAsString(report.data());
  }

  /** Returns the Markdown file, which names the others. */
  public Path write(Report report) throws IOException {
    Files.createDirectories(directory);
    JSON.writeValue(file(".json").toFile(), report.data());
    if (report.chart().isPresent()) {
      Files.writeString(file(".svg"), report.chart().get());
    }
    return Files.writeString(file(".md"), report.text() + links(report));
  }

  private String links(Report report) {
    String chart = report.chart().isPresent() ? "\n![events per second](" + stem + ".svg)\n" : "";
    return chart + "\nThe single runs: [" + stem + ".json](" + stem + ".json)\n";
  }

  private Path file(String ending) {
    return directory.resolve(stem + ending);
  }
}
