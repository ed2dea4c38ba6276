package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  @TempDir Path folder;

  @Test
  void namesLineAndColumnOfWhatIsNoYaml() throws IOException {
    Path file =
        Files.writeString(folder.resolve("penstock.yaml"), "http:\n  port: 1\n  host: a: b\n");

    assertThatThrownBy(() -> Configuration.load(file, Map.of(), List.of()))
        .isInstanceOf(Unusable.class)
        .hasMessage(
            file
                + " cannot be used, 1 problem(s):\n"
                + "  line 3, column 10: mapping values are not allowed here");
  }

  @Test
  void mustBeThere() {
    Path file = folder.resolve("penstock.yaml");

    assertThatThrownBy(() -> Configuration.load(file, Map.of(), List.of()))
        .hasMessage(file + " cannot be used, 1 problem(s):\n  the file does not exist");
  }

  @Test
  void mustNotBeLargerThanOneMegabyte() throws IOException {
    Path file = Files.writeString(folder.resolve("penstock.yaml"), "#".repeat((1 << 20) + 1));

    assertThatThrownBy(() -> Configuration.load(file, Map.of(), List.of()))
        .hasMessage(file + " cannot be used, 1 problem(s):\n  the file is larger than 1MB");
  }

  @Test
  void complainsAboutAKeyThatIsGivenTwice() {
    Configuration configuration = Configuration.ofYaml("http:\n  port: 1\n  host: a\n  port: 2\n");

    Section http = configuration.root().section("http");

    assertThat(http.text("port") + http.text("host")).isEqualTo("1a");
    assertThat(Complaints.of(configuration))
        .containsExactly("http.port: is given twice, again in line 4, column 3");
  }

  @Test
  void complainsAboutListsOfMoreThanSingleValues() {
    Configuration configuration = Configuration.ofYaml("types: [a, [b], {c: d}]");

    assertThat(configuration.root().texts("types", List.of())).containsExactly("a");
    assertThat(Complaints.of(configuration))
        .containsExactly("types: a list must hold single values only");
  }

  @Test
  void namesTheCharacterThatNoYamlMayHold() {
    assertRefused("a: \u0001").hasMessageContaining("character 4: not allowed in YAML");
  }

  @Test
  void complainsAboutAKeyThatIsNoText() {
    assertRefused("? [a]\n: b").hasMessageContaining("line 1, column 3: a key must be a text");
  }

  @Test
  void holdsKeysAndValues() {
    assertRefused("- a\n- b").hasMessageContaining("the file must hold keys and values");
    assertRefused("just a text").hasMessageContaining("the file must hold keys and values");
    assertRefused("a: 1\n---\nb: 2")
        .hasMessageContaining("line 2, column 1: expected a single document");
  }

  @Test
  void maySayTheSameTwiceWithAnAlias() {
    Section root = Configuration.ofYaml("a: &same {x: 1}\nb: *same").root();

    assertThat(root.section("b").text("x")).isEqualTo("1");
  }

  @Test
  void cannotGrowWithoutBoundsThroughAliases() {
    assertRefused(bomb(5, 9)).hasMessageContaining("the file holds more than 10000 entries");
    assertRefused(bomb(9, 10)).hasMessageContaining("Number of aliases");
  }

  @Test
  void cannotContainItself() {
    assertRefused("a: &a\n  b: *a\n").hasMessageContaining("an alias leads deeper than 16 levels");
  }

  @Test
  void isNotNestedWithoutEnd() {
    assertRefused("[".repeat(100_000))
        .hasMessageContaining("line 1, column 17: nested deeper than 16 levels");
  }

  @Test
  void doesNotConstructWhatATagAsksFor() {
    Section root = Configuration.ofYaml("a: !!java.net.URL [x]\nb: !custom y").root();

    assertThat(root.texts("a", List.of())).containsExactly("x");
    assertThat(root.text("b")).isEqualTo("y");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String yaml) {
    return assertThatThrownBy(
            () -> {
              Configuration configuration = Configuration.ofYaml(yaml);
              configuration.finish();
            })
        .isInstanceOf(Unusable.class);
  }

  /** Each level holds the one before it several times. */
  private static String bomb(int levels, int times) {
    return IntStream.rangeClosed(1, levels)
        .mapToObj(level -> "a%d: &a%d {%s}\n".formatted(level, level, repeated(level - 1, times)))
        .collect(Collectors.joining("", "a0: &a0 {x: 1}\n", ""));
  }

  private static String repeated(int level, int times) {
    return IntStream.range(0, times)
        .mapToObj(n -> "k" + n + ": *a" + level)
        .collect(Collectors.joining(", "));
  }
}
