package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveTest {
  private static final String FILE =
      """
      http:
        host: ${env:HOST}
        port: 9090
      sinks:
        lake:
          password: hunter2
          types: [a, "b, c"]
      """;

  @TempDir Path folder;

  @Test
  void listsEveryKeyThatWasAskedForWithValueAndOrigin() throws IOException {
    Configuration configuration = load();

    read(configuration);

    assertThat(configuration.effective())
        .extracting(value -> value.key() + " = " + value.value() + " from " + value.origin())
        .containsExactly(
            "http.host = example.org from file",
            "http.port = 9191 from --set",
            "http.drain-timeout = 90s from environment",
            "http.body-bytes-max = 1MB from default",
            "http.share = 0.5 from default",
            "sinks.lake.note =  from default",
            "sinks.lake.password = *** from file",
            "sinks.lake.token =  from default",
            "sinks.lake.types = [a, b, c] from file");
  }

  @Test
  void isWrittenAsYamlThatSaysWhereEachValueCameFrom() throws IOException {
    Configuration configuration = load();

    read(configuration);

    assertThat(configuration.yaml())
        .isEqualTo(
            """
            http:
              host: example.org  # file
              port: 9191  # --set
              drain-timeout: 90s  # environment
              body-bytes-max: 1MB  # default
              share: 0.5  # default
            sinks:
              lake:
                note:  # default
                # password: ***  # file
                token:  # default
                types: [a, "b, c"]  # file
            """);
  }

  @Test
  void canBeLoadedAgainWithoutItsSecrets() throws IOException {
    Configuration first = load();
    read(first);

    Configuration second = Configuration.ofYaml(first.yaml());
    read(second);

    assertThat(Complaints.of(second)).isEmpty();
    assertThat(second.yaml().replaceAll("  # .*", ""))
        .isEqualTo(first.yaml().replaceAll("# password: .*", "password:").replaceAll("  # .*", ""));
  }

  @Test
  void showsTheDefaultWhereTheGivenValueCannotBeUsed() {
    Configuration configuration = Configuration.ofYaml("port: many");

    configuration.root().wholeNumber("port", 8080, 1, 65_535);

    assertThat(configuration.yaml()).isEqualTo("port: 8080  # default\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "null", "NULL", "~", "-", "---", "...", "- a", "a: b", "a:", "a #b", "#a", "'",
            "\"",
        "\\", "${x", "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", "a,b",
            "a\nb\n",
        "\t", "\u0000", "\u0085", "\u2028", "\ufeff", "ä€😀", "-5", "1.10", "http://x:80/?a=b&c"
      })
  void survivesBeingWrittenAndReadAgain(String text) {
    Configuration first = Configuration.ofYaml("");
    first.root().text("value", text);
    first.root().texts("list", List.of("a", text + "x"));
    first.root().section("named").section(text + "k").text("key", text);

    Section second = Configuration.ofYaml(first.yaml()).root();

    assertThat(second.text("value", "lost")).isEqualTo(text);
    assertThat(second.texts("list", List.of())).containsExactly("a", text + "x");
    assertThat(second.sections("named").keySet()).containsExactly(text + "k");
  }

  private Configuration load() throws IOException {
    return Configuration.load(
        Files.writeString(folder.resolve("penstock.yaml"), FILE),
        Map.of("HOST", "example.org", "PENSTOCK__HTTP__DRAIN_TIMEOUT", "90s"),
        List.of("http.port=9191"));
  }

  private static void read(Configuration configuration) {
    Section http = configuration.root().section("http");
    http.text("host");
    http.wholeNumber("port", 8080, 1, 65_535);
    http.duration("drain-timeout", Duration.ofSeconds(10));
    http.bytes("body-bytes-max", 1 << 20, 1, 16 << 20);
    http.number("share", 0.5, 0, 1);
    Section lake = configuration.root().section("sinks").section("lake");
    lake.optionalText("note");
    lake.secret("password");
    lake.secret("token");
    lake.texts("types", List.of());
  }
}
