package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sink promises. A sink's own test says which one it is and what it is told. */
public abstract class SinkContract {
  static final Counts FIVE_FILTERED = new Counts(0, 0, 5, 0, 0);

  protected static final Stream OPEN = Range.OPEN;
  protected static final Checkpoint START = Checkpoint.at(0);

  @TempDir protected Path dataDir;

  protected Sink sink;

  protected abstract SinkType type();

  /** The keys of the sink, as YAML. */
  protected abstract String configuration();

  protected final Sink sinkNamed(String name) {
    Section section = Configuration.ofYaml(configuration()).root();
    SinkType.Recipe recipe = type().reader().apply(section);
    return recipe.make(new SinkSetup(name, List.of(OPEN, Range.ANALYTICS), dataDir));
  }

  protected static Outcome write(Sink to, Batch batch) {
    return to.write(to.encode(batch));
  }

  @BeforeEach
  void makeTheSink() {
    sink = sinkNamed("sink");
  }

  @AfterEach
  void closeTheSink() {
    sink.close();
  }

  @Test
  void isClosedWithoutHarmWhenItWasNeverOpen() {
    assertThatCode(sink::close).doesNotThrowAnyException();
  }

  @Test
  void opensAgainAfterItWasClosed() {
    sink.open();
    sink.close();

    sink.open();

    assertThat(write(sink, Range.of(OPEN, START, "{\"id\":\"1\"}")))
        .isEqualTo(new Outcome.Delivered(0, 0));
  }

  @Test
  void setsNothingAsideOfWhatTheDoorLetsIn() {
    sink.open();

    Encoded encoded = sink.encode(Range.of(OPEN, START, Range.many(100, "e")));

    assertThat(encoded.setAside()).isEmpty();
    assertThat(encoded.batch().events()).hasSize(100);
  }

  @Test
  void takesABatchOfManyEvents() {
    sink.open();

    assertThat(write(sink, Range.of(OPEN, START, Range.many(10_000, "e"))))
        .isEqualTo(new Outcome.Delivered(0, 0));
  }

  @Test
  void takesABatchWithoutEvents() {
    sink.open();

    Batch filtered = new Batch(OPEN, Range.TOPIC, 0, START, 5, List.of(), FIVE_FILTERED);

    assertThat(write(sink, filtered)).isEqualTo(new Outcome.Delivered(0, 0));
  }
}
