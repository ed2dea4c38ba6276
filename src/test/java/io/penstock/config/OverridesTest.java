package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
  @TempDir Path folder;

  @Test
  void winInTheOrderFileThenEnvironmentThenSettings() throws IOException {
    Section root =
        load(
                "a: file\nb: file\nc: file",
                Map.of("PENSTOCK__B", "environment", "PENSTOCK__C", "environment"),
                List.of("c=first", "c=last"))
            .root();

    assertThat(root.text("a")).isEqualTo("file");
    assertThat(root.text("b")).isEqualTo("environment");
    assertThat(root.text("c")).isEqualTo("last");
  }

  @Test
  void reachAKeyThroughItsSectionsInAnyCase() throws IOException {
    Section http =
        load("", Map.of("penstock__Ingest__HTTP__drain_timeout", "5s"), List.of())
            .root()
            .section("ingest")
            .section("http");

    assertThat(http.text("drain-timeout")).isEqualTo("5s");
  }

  @Test
  void findTheNamedSectionHoweverTheFileSpellsIt() throws IOException {
    var streams =
        load(
                "streams:\n  GitHub_Hooks: {topic: a, group: g}",
                Map.of("PENSTOCK__STREAMS__GITHUB_HOOKS__TOPIC", "b"),
                List.of())
            .root()
            .sections("streams");

    assertThat(streams.keySet()).containsExactly("GitHub_Hooks");
    assertThat(streams.values())
        .extracting(stream -> stream.text("topic") + stream.text("group"))
        .containsExactly("bg");
  }

  @Test
  void addANamedSectionTheFileDoesNotHave() throws IOException {
    var streams =
        load(
                "streams: {orders: }",
                Map.of("PENSTOCK__STREAMS__AUDIT_LOG__TOPIC", "a"),
                List.of("streams.My_Stream.topic=b"))
            .root()
            .sections("streams");

    assertThat(streams.keySet()).containsExactly("orders", "audit-log", "My_Stream");
  }

  @Test
  void giveListsWithCommasAndTakeAllElseAsItIs() throws IOException {
    Section root =
        load("types: [a]", Map.of("PENSTOCK__TYPES", "b, c"), List.of("filter=x=y", "note="))
            .root();

    assertThat(root.texts("types", List.of())).containsExactly("b", "c");
    assertThat(root.text("filter")).isEqualTo("x=y");
    assertThat(root.text("note", "otherwise")).isEmpty();
  }

  @Test
  void leaveOtherVariablesAlone() throws IOException {
    Configuration configuration =
        load("", Map.of("PENSTOCK_HOME", "/opt", "PATH", "/bin", "PENSTOCK", "x"), List.of());

    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void areBlamedForTheirMistakes() throws IOException {
    Configuration configuration =
        load("", Map.of("PENSTOCK__HTTP__PORT", "x"), List.of("http.body-max=y"));
    Section http = configuration.root().section("http");

    http.wholeNumber("port", 8080, 1, 65_535);
    http.bytes("body-max", 1, 1, 2);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "http.body-max (--set): 'y' is not a size such as 128KB, 10MB or 1GB",
            "http.port (PENSTOCK__HTTP__PORT): 'x' is not a whole number");
  }

  @Test
  void thatNameNoKeyAreProblems() throws IOException {
    Configuration configuration =
        load(
            "",
            Map.of("PENSTOCK__", "x", "PENSTOCK__A____B", "x"),
            List.of("port", "a..b=1", "=1"));

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "--set '': names no key, expected section.key=value",
            "--set 'a..b': names no key, expected section.key=value",
            "--set 'port': names no key, expected section.key=value",
            "PENSTOCK__: names no key, expected PENSTOCK__SECTION__KEY",
            "PENSTOCK__A____B: names no key, expected PENSTOCK__SECTION__KEY");
  }

  @Test
  void replaceASectionOrAValueThatIsInTheirWay() throws IOException {
    Configuration configuration = load("a: {x: 1}\nb: 1", Map.of(), List.of("a=2", "b.x=2"));

    assertThat(configuration.root().text("a")).isEqualTo("2");
    assertThat(configuration.root().section("b").text("x")).isEqualTo("2");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  private Configuration load(String yaml, Map<String, String> environment, List<String> settings)
      throws IOException {
    Path file = Files.writeString(folder.resolve("penstock.yaml"), yaml);
    return Configuration.load(file, environment, settings);
  }
}
