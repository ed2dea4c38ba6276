package io.penstock.sink.blackhole;

import io.penstock.config.Section;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.Moment;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkType;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Takes everything and keeps nothing; can be told to be slow, to fail, to hold, or to answer by a
 * script.
 */
public final class BlackholeSink implements Sink {
  public static final SinkType TYPE = new SinkType("blackhole", BlackholeSink::recipe);

  private final BlackholeConfig config;
  private final SplittableRandom random;
  private int writes;

  BlackholeSink(BlackholeConfig config) {
    this.config = config;
    this.random = new SplittableRandom(config.seed());
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = BlackholeConfig.read(section);
    return setup -> new BlackholeSink(config);
  }

  private record Bytes(Batch batch) implements Encoded {
    @Override
    public List<SetAside> setAside() {
      return List.of();
    }
  }

  @Override
  public void open() {
    writes = 0;
  }

  @Override
  public Encoded encode(Batch batch) {
    return new Bytes(batch);
  }

  @Override
  public Outcome write(Encoded encoded) {
    Moment.pass(config.delay());
    if (config.failureRate() > 0 && random.nextDouble() < config.failureRate()) {
      return new Outcome.Hold(Cause.UNKNOWN, "a failure by chance", config.holdFor());
    }
    if (config.script().isEmpty()) {
      return new Outcome.Delivered(0, 0);
    }
    String line = config.script().get(writes++ % config.script().size());
    return Script.outcome(line, encoded.batch().events().size(), config.holdFor());
  }

  @Override
  public void close() {
    // holds nothing
  }
}
