package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java server from Maven, for a class path of its own: what it needs is there in other versions
 * than ours.
 */
public record MavenPackage(String group, String name, String version) {
  private static final String COPY_DEPENDENCIES =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

  /** The folder with its jar and every jar that it needs, which are fetched where it is missing. */
  public Path libraries() {
    return new Component(name, version, this::command).part("lib");
  }

  private List<String> command(Path into) {
    return List.of(
        "mvn",
        "-q",
        "-B",
        "-f",
        project(into).toString(),
        COPY_DEPENDENCIES,
        "-DincludeScope=runtime",
        "-DoutputDirectory=" + into.resolve("lib"));
  }

  /** The plugin copies what a project depends on, so there has to be one. */
  private Path project(Path folder) {
    Path project = folder.resolve("pom.xml");
    try {
      return Files.writeString(
          project,
          """
          <project>
            <modelVersion>4.0.0</modelVersion>
            <groupId>io.penstock.component</groupId>
            <artifactId>%s</artifactId>
            <version>1</version>
            <packaging>pom</packaging>
            <dependencies>
              <dependency>
                <groupId>%s</groupId>
                <artifactId>%s</artifactId>
                <version>%s</version>
              </dependency>
            </dependencies>
          </project>
          """
              .formatted(name + "-component", group, name, version));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
