package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {
  private enum Durability {
    LOG,
    LOG_AND_SPOOL
  }

  @Test
  void givesTheDefaultsWhereNothingIsGiven() {
    Configuration configuration = Configuration.ofYaml("");
    Section section = configuration.root();

    assertThat(section.text("host", "localhost")).isEqualTo("localhost");
    assertThat(section.optionalText("note")).isEmpty();
    assertThat(section.wholeNumber("port", 8080, 1, 65_535)).isEqualTo(8080);
    assertThat(section.number("share", 0.5, 0, 1)).isEqualTo(0.5);
    assertThat(section.truth("tls", true)).isTrue();
    assertThat(section.choice("durability", Durability.LOG)).isEqualTo(Durability.LOG);
    assertThat(section.duration("linger", Duration.ofMillis(5))).hasMillis(5);
    assertThat(section.bytes("body", 1 << 20, 1, 16 << 20)).isEqualTo(1 << 20);
    assertThat(section.secret("password")).isEmpty();
    assertThat(section.texts("types", List.of("a"))).containsExactly("a");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void givesWhatTheFileSays() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            host: 0.0.0.0
            note: "with: colon"
            port: 9090
            offset: 9000000000
            share: 0.25
            tls: false
            durability: log-and-spool
            linger: 250ms
            body: 128KB
            password: hunter2
            types: [pageview, click]
            """);
    Section section = configuration.root();

    assertThat(section.text("host")).isEqualTo("0.0.0.0");
    assertThat(section.optionalText("note")).contains("with: colon");
    assertThat(section.wholeNumber("port", 8080, 1, 65_535)).isEqualTo(9090);
    assertThat(section.wholeNumber("offset", 0L, 0L, Long.MAX_VALUE)).isEqualTo(9_000_000_000L);
    assertThat(section.number("share", 0.5, 0, 1)).isEqualTo(0.25);
    assertThat(section.truth("tls", true)).isFalse();
    assertThat(section.choice("durability", Durability.LOG)).isEqualTo(Durability.LOG_AND_SPOOL);
    assertThat(section.duration("linger", Duration.ZERO)).hasMillis(250);
    assertThat(section.bytes("body", 1, 1, 1 << 20)).isEqualTo(131_072);
    assertThat(section.secret("password")).contains(new Secret("hunter2"));
    assertThat(section.texts("types", List.of())).containsExactly("pageview", "click");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void keepsATextAsItWasWritten() {
    Section section = Configuration.ofYaml("version: 1.10\nzip: 01234\nyes: yes").root();

    assertThat(section.text("version")).isEqualTo("1.10");
    assertThat(section.text("zip")).isEqualTo("01234");
    assertThat(section.text("yes")).isEqualTo("yes");
  }

  @Test
  void takesAKeyWithoutAValueForOneThatIsNotThere() {
    Configuration configuration = Configuration.ofYaml("port:\nhost: ~\nhttp:\n  # port: 80\n");
    Section section = configuration.root();

    assertThat(section.wholeNumber("port", 8080, 1, 65_535)).isEqualTo(8080);
    assertThat(section.text("host", "localhost")).isEqualTo("localhost");
    assertThat(section.section("http").wholeNumber("port", 81, 1, 65_535)).isEqualTo(81);
    assertThat(section.section("http").isGiven()).isFalse();
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void goesOnWithTheDefaultAfterAMistakeAndReportsAllOfThem() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            ingest:
              http:
                port: 70000
                backlog: many
                share: 1.5
                tls: maybe
                durability: hope
                drain-timeout: ten seconds
                body: 32MB
                chunk: big
            """);
    Section http = configuration.root().section("ingest").section("http");

    assertThat(http.wholeNumber("port", 8080, 1, 65_535)).isEqualTo(8080);
    assertThat(http.wholeNumber("backlog", 5, 1, 10)).isEqualTo(5);
    assertThat(http.number("share", 0.5, 0, 1)).isEqualTo(0.5);
    assertThat(http.truth("tls", true)).isTrue();
    assertThat(http.choice("durability", Durability.LOG)).isEqualTo(Durability.LOG);
    assertThat(http.duration("drain-timeout", Duration.ofSeconds(10))).hasSeconds(10);
    assertThat(http.bytes("body", 1 << 20, 1, 16 << 20)).isEqualTo(1 << 20);
    assertThat(http.bytes("chunk", 7, 1, 16 << 20)).isEqualTo(7);
    assertThat(Complaints.of(configuration))
        .containsExactly(
            "ingest.http.backlog: 'many' is not a whole number",
            "ingest.http.body: 32MB is not between 1B and 16MB",
            "ingest.http.chunk: 'big' is not a size such as 128KB, 10MB or 1GB",
            "ingest.http.drain-timeout: 'ten seconds' is not a duration such as 250ms, 10s or 5m",
            "ingest.http.durability: 'hope' is not one of [log, log-and-spool]",
            "ingest.http.port: 70000 is not between 1 and 65535",
            "ingest.http.share: 1.5 is not between 0 and 1",
            "ingest.http.tls: 'maybe' is not true or false");
  }

  @Test
  void missesARequiredText() {
    Configuration configuration = Configuration.ofYaml("sinks:\n  lake:\n    path: ''");
    Section lake = configuration.root().section("sinks").section("lake");

    assertThat(lake.text("url")).isEmpty();
    assertThat(lake.text("path")).isEmpty();
    assertThat(Complaints.of(configuration))
        .containsExactly("sinks.lake.path: is required", "sinks.lake.url: is required");
  }

  @Test
  void namesTheSectionsOfItsFreeKeysInTheOrderOfTheFile() {
    Configuration configuration =
        Configuration.ofYaml("streams:\n  orders: {topic: o}\n  github:\n  audit: {topic: a}");

    var streams = configuration.root().sections("streams");

    assertThat(streams.keySet()).containsExactly("orders", "github", "audit");
    assertThat(streams.values())
        .extracting(stream -> stream.text("topic", stream.name()))
        .containsExactly("o", "github", "a");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void tellsSectionsListsAndSingleValuesApart() {
    Configuration configuration =
        Configuration.ofYaml("a: {x: 1}\nb: [1]\nc: 1\nd: [1]\ne: {x: 1}\n");
    Section root = configuration.root();

    assertThat(root.text("a", "none")).isEqualTo("none");
    assertThat(root.wholeNumber("b", 7, 1, 9)).isEqualTo(7);
    assertThat(root.section("c").text("x", "none")).isEqualTo("none");
    assertThat(root.sections("d")).isEmpty();
    assertThat(root.texts("e", List.of("none"))).containsExactly("none");
    assertThat(Complaints.of(configuration))
        .containsExactly(
            "a: is a section, expected one value",
            "b: is a list, expected one value",
            "c: is one value, expected a section",
            "d: is a list, expected a section",
            "e: is a section, expected one value");
  }

  @Test
  void letsAFeatureRejectWhatItFindsWrong() {
    Configuration configuration = Configuration.ofYaml("sinks: {lake: {type: swamp}}");
    Section lake = configuration.root().section("sinks").section("lake");

    assertThat(lake.text("type")).isEqualTo("swamp");
    lake.reject("type", "'swamp' is not one of [duckdb, postgres]");

    assertThat(Complaints.of(configuration))
        .containsExactly("sinks.lake.type: 'swamp' is not one of [duckdb, postgres]");
  }

  @Test
  void splitsOneTextAtItsCommasWhereAListIsWanted() {
    Section section = Configuration.ofYaml("types: pageview, click,\nnone: ''").root();

    assertThat(section.texts("types", List.of("x"))).containsExactly("pageview", "click");
    assertThat(section.texts("none", List.of("x"))).isEmpty();
  }

  @Test
  void quotesAMistakeOnOneLineAndNotAtAnyLength() {
    Configuration configuration = Configuration.ofYaml("port: \"a\\n" + "b".repeat(200) + "\"");

    configuration.root().wholeNumber("port", 1, 1, 2);

    assertThat(Complaints.of(configuration))
        .containsExactly("port: 'a " + "b".repeat(78) + "...' is not a whole number");
  }
}
