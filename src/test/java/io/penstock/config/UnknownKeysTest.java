package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {

  private record HttpConfig(String host, int port, long bodyBytesMax, Duration drainTimeout) {
    static HttpConfig read(Section http) {
      return new HttpConfig(
          http.text("host", "0.0.0.0"),
          http.wholeNumber("port", 8080, 1, 65_535),
          http.bytes("body-bytes-max", 1 << 20, 1, 16 << 20),
          http.duration("drain-timeout", Duration.ofSeconds(10)));
    }
  }

  @Test
  void areReportedTogetherWithAllOtherProblems() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            ingest:
              http:
                port: 70000
                prot: 80
                drain-timeout: ten seconds
            """);

    HttpConfig http = HttpConfig.read(configuration.root().section("ingest").section("http"));

    assertThat(http).isEqualTo(new HttpConfig("0.0.0.0", 8080, 1 << 20, Duration.ofSeconds(10)));
    assertThatThrownBy(configuration::finish)
        .isInstanceOf(Unusable.class)
        .hasMessage(
            """
            the configuration cannot be used, 3 problem(s):
              ingest.http.drain-timeout: 'ten seconds' is not a duration such as 250ms, 10s or 5m
              ingest.http.port: 70000 is not between 1 and 65535
              ingest.http.prot: unknown key, expected one of [body-bytes-max, drain-timeout, host, port], did you mean 'port'?\
            """);
  }

  @Test
  void getNoSuggestionWhenNothingIsNear() {
    Configuration configuration = Configuration.ofYaml("colour: blue");

    configuration.root().text("host", "");
    configuration.root().text("port", "");

    assertThat(Complaints.of(configuration))
        .containsExactly("colour: unknown key, expected one of [host, port]");
  }

  @Test
  void includeASectionNobodyAskedForAndNameItOnce() {
    Configuration configuration = Configuration.ofYaml("ingest:\n  htpp: {host: a, port: 1}");

    HttpConfig.read(configuration.root().section("ingest").section("http"));

    assertThat(Complaints.of(configuration))
        .containsExactly("ingest.htpp: unknown key, expected one of [http], did you mean 'http'?");
  }

  @Test
  void areFoundInsideNamedSections() {
    Configuration configuration = Configuration.ofYaml("streams: {github: {topc: a}}");

    configuration
        .root()
        .sections("streams")
        .values()
        .forEach(stream -> stream.optionalText("topic"));

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "streams.github.topc: unknown key, expected one of [topic], did you mean 'topic'?");
  }

  @Test
  void areFoundWhereNoKeyIsReadAtAll() {
    Configuration configuration = Configuration.ofYaml("console: {port: 1}");

    configuration.root().section("console");

    assertThat(Complaints.of(configuration))
        .containsExactly("console.port: unknown key, none is expected here");
  }

  @Test
  void nameTheVariableOrSettingTheyCameFrom() {
    Configuration configuration =
        Configuration.withoutFile(
            Map.of("PENSTOCK__HTTP__DRAIN_TIMEUOT", "1s"), List.of("http.prot=80"));

    HttpConfig.read(configuration.root().section("http"));

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "http.drain-timeuot (PENSTOCK__HTTP__DRAIN_TIMEUOT): unknown key, expected one of"
                + " [body-bytes-max, drain-timeout, host, port], did you mean 'drain-timeout'?",
            "http.prot (--set): unknown key, expected one of"
                + " [body-bytes-max, drain-timeout, host, port], did you mean 'port'?");
  }

  @Test
  void countWhateverWasReadTwiceAsKnown() {
    Configuration configuration = Configuration.ofYaml("http: {host: a, port: 1}");

    configuration.root().section("http").text("host", "");
    configuration.root().section("http").text("port", "");

    assertThat(Complaints.of(configuration)).isEmpty();
  }
}
