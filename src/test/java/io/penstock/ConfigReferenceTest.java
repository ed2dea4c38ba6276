package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.ConfigReference.Entry;
import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Effective;
import io.penstock.config.Effective.Shown;
import io.penstock.event.Stream.Kind;
import io.penstock.sink.SinkType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReferenceTest {
  private static final Path FILE = Path.of("conf/penstock.yaml");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PENSTOCK_KEY",
          "a key",
          "POSTGRES_PASSWORD",
          "a password",
          "CLICKHOUSE_PASSWORD",
          "a password",
          "AZURE_ACCOUNT_KEY",
          "a key",
          "AZURE_SAS_TOKEN",
          "a token",
          "S3_SECRET_KEY",
          "a secret",
          "OPENSEARCH_PASSWORD",
          "a password");

  private static final ConfigReference REFERENCE = reference();

  /** Each is out of bounds for the values that look like that, whatever the bounds are. */
  private static final Map<String, String> PROBES =
      Map.of(
          "[0-9.]+",
          "9".repeat(30),
          "[0-9]+(ms|s|m|h|d)",
          "99999999999d",
          "[0-9]+(B|KB|MB|GB|TB)",
          "99999999999TB",
          "[a-z0-9-]+|\\[.*]",
          "nothing-that-is-known");

  private static final Pattern BOUNDS = Pattern.compile("is not between (\\S+) and (\\S+)$");
  private static final Pattern CHOICES = Pattern.compile("is not (one of \\[.*?])");

  @TempDir Path folder;

  @Test
  void canBeUsedAsItIs() {
    assertThat(complaints(Configuration.load(FILE, ENVIRONMENT, List.of()))).isEmpty();
  }

  @Test
  void asksForTheKeyThatOnlyTheOperatorKnows() {
    assertThat(complaints(Configuration.load(FILE, Map.of(), List.of())))
        .allMatch(complaint -> complaint.startsWith("access.key: "))
        .isNotEmpty();
  }

  @Test
  void knowsEveryKeyItShows() throws IOException {
    assertThat(complaints(load(REFERENCE.text(), List.of()))).isEmpty();
  }

  @Test
  void showsEveryKeyThatIsAskedFor() throws IOException {
    Configuration configuration = load(REFERENCE.text(), List.of());
    ServerConfig.read(configuration);

    assertThat(REFERENCE.entries())
        .extracting(Entry::key)
        .containsExactlyInAnyOrderElementsOf(
            configuration.effective().stream().map(value -> value.key().toString()).toList());
  }

  @Test
  void hasAStreamOfEachKindAndASinkOfEachType() throws IOException {
    Configuration configuration = load(REFERENCE.text(), List.of());
    ServerConfig config = ServerConfig.read(configuration);

    assertThat(config.streams()).extracting(stream -> stream.kind()).contains(Kind.values());
    assertThat(config.sinks())
        .extracting(SinkPlan::name)
        .containsExactlyInAnyOrderElementsOf(Sinks.TYPES.stream().map(SinkType::name).toList());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void namesTheDefaultInForce(Entry entry) throws IOException {
    Configuration without = load(REFERENCE.textWithout(entry), List.of());
    ServerConfig.read(without);

    assertThat(inForce(entry, without)).isEqualTo(entry.defaultNamed());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void namesTheBoundsInForce(Entry entry) throws IOException {
    for (String probe : probes(entry.defaultNamed())) {
      for (String complaint : complaintsAbout(entry, probe)) {
        BOUNDS.matcher(complaint).results().forEach(bounds -> assertNamed(bounds, entry));
        CHOICES
            .matcher(complaint)
            .results()
            .forEach(choices -> assertThat(entry.note()).contains(", " + choices.group(1)));
      }
    }
  }

  /** What has a default is of its kind; all else may be of any. */
  private static Collection<String> probes(String value) {
    List<String> fitting =
        PROBES.entrySet().stream()
            .filter(probe -> value.matches(probe.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    boolean isTelling = !fitting.isEmpty() && !value.equals("none");
    return isTelling ? fitting : PROBES.values();
  }

  private static void assertNamed(MatchResult bounds, Entry entry) {
    assertThat(entry.note()).endsWith(", " + bounds.group(1) + " to " + bounds.group(2));
  }

  private List<String> complaintsAbout(Entry entry, String value) throws IOException {
    return complaints(load(REFERENCE.text(), List.of(entry.key() + "=" + value))).stream()
        .filter(complaint -> complaint.startsWith(entry.key() + " (--set): "))
        .toList();
  }

  private static String inForce(Entry entry, Configuration configuration) {
    Effective effective =
        configuration.effective().stream()
            .filter(value -> value.key().toString().equals(entry.key()))
            .findFirst()
            .orElseThrow();
    return switch (effective.value()) {
      case Shown.Absent nothing -> "none";
      case Shown.One(String text) when text.isEmpty() ->
          entry.note().startsWith("required") ? "none" : "\"\"";
      case Shown.One(String text) -> text;
      case Shown.Many(List<String> texts) -> texts.toString();
      case Shown.Hidden hidden -> hidden.toString();
    };
  }

  private static List<String> complaints(Configuration configuration) {
    ServerConfig.read(configuration);
    return Complaints.of(configuration);
  }

  private Configuration load(String text, List<String> settings) throws IOException {
    Path file = Files.writeString(folder.resolve("penstock.yaml"), text);
    return Configuration.load(file, ENVIRONMENT, settings);
  }

  private static ConfigReference reference() {
    try {
      return new ConfigReference(Files.readString(FILE));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static List<Entry> entries() {
    return REFERENCE.entries();
  }
}
