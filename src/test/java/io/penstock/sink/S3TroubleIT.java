package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.FaultyHttp;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.s3.S3Sink;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong on the way to a real S3; afterwards all is there, once. */
class S3TroubleIT {
  private final Bucket bucket = Bucket.empty();
  private final FaultyHttp way =
      new FaultyHttp("http://127.0.0.1:" + bucket.port(), asked -> asked.startsWith("PUT"));
  private final Batch batch = Range.of(Range.OPEN, Checkpoint.at(0), Range.many(100, "e"));
  private Sink sink;

  @BeforeEach
  void open() {
    sink =
        S3Sink.TYPE
            .reader()
            .apply(
                Configuration.ofYaml(
                        bucket.keys(URI.create(way.url()).getPort()) + "request-timeout: 3s")
                    .root())
            .make(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")));
    sink.open();
  }

  @AfterEach
  void close() {
    sink.close();
    way.close();
  }

  private Outcome write() {
    return sink.write(sink.encode(batch));
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
  private void isThereInTheEnd() {
    assertThat(write()).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(bucket.objects()).hasSize(1);
    assertThat(bucket.query("parquet", "SELECT count(*) FROM read_parquet({files})"))
        .containsExactly(List.of(100L));
  }

  /** No answer makes an event a dead letter, or a range another one: files are named by it. */
  @ParameterizedTest
  @CsvSource({
    "400, SCHEMA",
    "401, ACCESS",
    "403, ACCESS",
    "404, SCHEMA",
    "409, CAPACITY",
    "413, CAPACITY",
    "429, CAPACITY",
    "500, CAPACITY",
    "501, SCHEMA",
    "503, CAPACITY"
  })
  void anAnswerHoldsTheSink(int status, Cause cause) {
    way.answersNext(status);

    isHeld(write(), cause, Integer.toString(status));

    isThereInTheEnd();
  }

  /** Also one that was lost on a connection that was kept: it is asked for once more. */
  @Test
  void anAnswerThatIsLostCostsNothing() {
    way.losesTheNextAnswer();

    isThereInTheEnd();
  }

  @Test
  void aTimeoutAfterTheWriteCostsNothing() {
    way.keepsTheNextAnswer();

    isHeld(write(), Cause.CAPACITY, "does not answer");

    isThereInTheEnd();
  }
}
