package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.FaultyHttp;
import io.penstock.fixture.OpenSearchIndices;
import io.penstock.fixture.OpenSearchServer;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.opensearch.OpenSearchSink;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with a real OpenSearch, or on the way to it; afterwards all is there, once. */
class OpenSearchTroubleIT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Checkpoint START = Checkpoint.at(0);

  private final OpenSearchIndices indices = OpenSearchIndices.unmade();
  private final FaultyHttp way =
      new FaultyHttp(indices.url(), query -> query.contains("items.create"));
  private final Batch batch = Range.of(Range.OPEN, START, Range.many(100, "e"));
  private Sink sink;

  @BeforeEach
  void open() {
    sink = sinkAt(way.url());
    sink.open();
  }

  private Sink sinkAt(String url) {
    String yaml =
        "url: %s\nindex-prefix: %s\nrequest-timeout: 3s\n".formatted(url, indices.prefix());
    return OpenSearchSink.TYPE
        .reader()
        .apply(Configuration.ofYaml(yaml).root())
        .make(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")));
  }

  @AfterEach
  void close() {
    sink.close();
    way.close();
  }

  private Outcome write(Batch range) {
    return sink.write(sink.encode(range));
  }

  private void isHeld(Outcome outcome, Cause cause, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Hold.class,
            hold -> {
              assertThat(hold.cause()).as(hold.toString()).isEqualTo(cause);
              assertThat(hold.reason()).contains(why);
            });
  }

  /** The batch is offered again, as it would be, and is there once. */
  private void isThereInTheEnd(int repeated) {
    assertThat(write(batch)).isEqualTo(new Outcome.Delivered(repeated, 0));
    assertThat(indices.count("open")).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "401, ACCESS",
    "403, ACCESS",
    "404, SCHEMA",
    "429, CAPACITY",
    "500, UNKNOWN",
    "503, CAPACITY"
  })
  void anAnswerToTheWholeHoldsTheSink(int status, Cause cause) {
    way.answersNext(status);

    isHeld(write(batch), cause, "HTTP status " + status);

    isThereInTheEnd(0);
  }

  @Test
  void whatIsTooLargeAtOnceIsSentInTwo() {
    way.answersNext(413);

    assertThat(write(batch)).isEqualTo(DELIVERED);

    assertThat(indices.count("open")).isEqualTo(100);
  }

  @Test
  void anEventThatIsTooLargeByItselfIsADeadLetter() {
    way.answersNext(413);

    Outcome outcome = write(Range.of(Range.OPEN, START, "{\"id\":\"1\"}"));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.PerEvent(
                List.of(new Answer.Never(new Complaint("413", "", "HTTP status 413")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "<html>", "[]", "{}", "{\"items\":[{\"create\":{\"status\":201}}]}"})
  void aPageThatSaysOkInPlaceOfTheServerIsNotBelieved(String page) {
    way.answersNext(200, page);

    isHeld(write(batch), Cause.CAPACITY, "does not answer");

    isThereInTheEnd(0);
  }

  @Test
  void anAnswerThatIsLostCostsNothing() {
    way.losesTheNextAnswer();

    isHeld(write(batch), Cause.CAPACITY, "does not answer");

    isThereInTheEnd(100);
  }

  @Test
  void aTimeoutAfterTheWriteCostsNothing() {
    way.keepsTheNextAnswer();

    isHeld(write(batch), Cause.CAPACITY, "does not answer");

    isThereInTheEnd(100);
  }

  /** The next request gets through, so that only those are sent again that were not taken. */
  @Test
  void whatTheClusterHadNoTimeForIsSentOnceMore() {
    StringBuilder items =
        new StringBuilder("{\"errors\":true,\"items\":[{\"create\":{\"status\":201}}");
    items.append(
        String.join(
            "",
            Collections.nCopies(
                99,
                """
                ,{"create":{"status":429,"error":{"type":"rejected_execution_exception","reason":"no"}}}\
                """)));
    way.answersNext(200, items.append("]}").toString());

    assertThat(write(batch)).isEqualTo(DELIVERED);

    assertThat(indices.count("open")).isEqualTo(99);
  }

  @Test
  void whatTheClusterHasNoTimeForAtAllHoldsTheSink() {
    String item =
        """
        {"create":{"status":429,"error":{"type":"rejected_execution_exception","reason":"full"}}}\
        """;
    way.answersNext(200, "{\"items\":[" + String.join(",", Collections.nCopies(100, item)) + "]}");

    isHeld(write(batch), Cause.CAPACITY, "full (rejected_execution_exception)");

    isThereInTheEnd(0);
  }

  @Test
  void aServerThatIsKilledHoldsTheSink(@TempDir Path folder) {
    try (var server = new OpenSearchServer(folder.resolve("opensearch"));
        Sink there = sinkAt(server.url())) {
      there.open();
      assertThat(there.write(there.encode(batch))).isEqualTo(DELIVERED);
      Batch next = Range.of(Range.OPEN, Checkpoint.at(100), Range.many(100, "f"));

      server.kill();
      isHeld(there.write(there.encode(next)), Cause.CAPACITY, "does not answer");
      server.startAgain();

      assertThat(there.write(there.encode(batch))).isEqualTo(new Outcome.Delivered(100, 0));
      assertThat(there.write(there.encode(next))).isEqualTo(DELIVERED);
      server.demand("POST", "/_refresh", "");
      String count = "/" + indices.prefix() + "open-*/_count";
      assertThat(server.demand("GET", count, "").json().getInteger("count")).isEqualTo(200);
    }
  }
}
