package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
  @TempDir Path folder;

  @Test
  void takeTheValueOfAVariableAndTheReaderGivesItAType() throws IOException {
    Section root =
        load("port: ${env:PORT}\ntls: ${env:TLS}", Map.of("PORT", "9090", "TLS", "true")).root();

    assertThat(root.wholeNumber("port", 8080, 1, 65_535)).isEqualTo(9090);
    assertThat(root.truth("tls", false)).isTrue();
  }

  @Test
  void takeTheirDefaultWhereTheVariableIsNotSetOrEmpty() throws IOException {
    Section root =
        load("a: ${env:A:-http://x:1}\nb: ${env:B:-two}\nc: ${env:C:-}", Map.of("B", "")).root();

    assertThat(root.text("a")).isEqualTo("http://x:1");
    assertThat(root.text("b")).isEqualTo("two");
    assertThat(root.text("c", "otherwise")).isEmpty();
  }

  @Test
  void toAnUnsetVariableAreAProblemOfTheirKey() throws IOException {
    Configuration configuration = load("http:\n  port: ${env:PORT}", Map.of());

    assertThat(configuration.root().section("http").wholeNumber("port", 8080, 1, 65_535))
        .isEqualTo(8080);
    assertThat(Complaints.of(configuration))
        .containsExactly("http.port: environment variable PORT is not set");
  }

  @Test
  void toAnUnsetVariableDoNoHarmInAComment() throws IOException {
    Configuration configuration = load("# port: ${env:PORT}\nhost: a  # or ${env:HOST}", Map.of());

    assertThat(configuration.root().text("host")).isEqualTo("a");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void areNotLookedUpWhereSomethingElseWins() throws IOException {
    Configuration configuration = load("port: ${env:PORT}", Map.of("PENSTOCK__PORT", "9090"));

    assertThat(configuration.root().wholeNumber("port", 8080, 1, 65_535)).isEqualTo(9090);
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void readAFileWithoutItsLastLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
    Configuration configuration = load("password: ${file:" + file + "}", Map.of());

    assertThat(configuration.root().secret("password")).contains(new Secret("hunter2"));
  }

  @Test
  void nameTheFileThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing");
    Path large = Files.writeString(folder.resolve("large"), "x".repeat((64 << 10) + 1));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    Configuration configuration =
        load(
            "a: ${file:%s}\nb: ${file:%s}\nc: ${file:%s}\nd: ${file:%s}"
                .formatted(missing, large, binary, folder),
            Map.of());

    List.of("a", "b", "c", "d").forEach(configuration.root()::optionalText);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "a: file " + missing + " does not exist",
            "b: file " + large + " is larger than 64KB",
            "c: file " + binary + " is not UTF-8 text",
            "d: file " + folder + " cannot be read");
  }

  @Test
  void mustBeTheWholeValue() throws IOException {
    Configuration configuration =
        load("url: http://${env:HOST}/\nname: ${HOST}", Map.of("HOST", "a"));

    configuration.root().text("url");
    configuration.root().text("name");

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "name: is not one of ${env:NAME}, ${env:NAME:-default} or ${file:path}",
            "url: a reference such as ${env:NAME} must be the whole value");
  }

  @Test
  void toAFileThatCannotHaveANameAreAProblem() throws IOException {
    Configuration configuration = load("a: \"${file:\\0}\"", Map.of());

    assertThat(configuration.root().optionalText("a")).isEmpty();
    assertThat(Complaints.of(configuration)).hasSize(1);
  }

  @Test
  void standInListsToo() throws IOException {
    Section root =
        load("types: [a, '${env:TYPE}']\nall: ${env:ALL}", Map.of("TYPE", "b", "ALL", "c,d"))
            .root();

    assertThat(root.texts("types", List.of())).containsExactly("a", "b");
    assertThat(root.texts("all", List.of())).containsExactly("c", "d");
  }

  @Test
  void areLookedUpOnlyOnce() throws IOException {
    Section root = load("a: ${env:A}", Map.of("A", "${env:B}", "B", "b")).root();

    assertThat(root.text("a")).isEqualTo("${env:B}");
  }

  private Configuration load(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("penstock.yaml"), yaml);
    return Configuration.load(file, environment, List.of());
  }
}
