package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Java server from Maven, for a class path of its own: what it needs is there in other versions
 * than ours.
 */
public record MavenPackage(String group, String name, String version, Optional<String> classifier) {
  private static final String COPY_DEPENDENCIES =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

  /** With what it needs in jars of their own. */
  MavenPackage(String group, String name, String version) {
    this(group, name, version, Optional.empty());
  }

  /** With all that it needs in one jar. */
  static MavenPackage whole(String group, String name, String version, String classifier) {
    return new MavenPackage(group, name, version, Optional.of(classifier));
  }

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
        "-DexcludeTransitive=" + classifier.isPresent(),
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
                %s
              </dependency>
            </dependencies>
          </project>
          """
              .formatted(name + "-component", group, name, version, classifierTag()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private String classifierTag() {
    return classifier.map(it -> "<classifier>" + it + "</classifier>").orElse("");
  }
}
