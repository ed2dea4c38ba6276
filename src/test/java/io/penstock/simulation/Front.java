package io.penstock.simulation;

import io.penstock.batch.BatchActor;
import io.penstock.batch.Submission;
import io.penstock.log.produce.ProduceActor;
import io.penstock.observability.Meters;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The way of a request behind the door: gathered, produced, spooled while the log is away. */
final class Front {
  private static final SpoolConfig SPOOL = new SpoolConfig("spool", 16_000, 2_000);

  private final Dice dice;
  private final Mutant mutant;
  private final FakeProducer producer;
  private final OneByOne writer = new OneByOne();
  private final BatchActor batching = new BatchActor();
  private final ProduceActor producing;

  Front(Installation all, Disk disk, Meters meters, Life life) {
    this.dice = all.dice;
    this.mutant = all.mutant;
    this.producer = new FakeProducer(all, life);
    var lively = new LivelyDisk(disk, life, mutant != Mutant.ACK_BEFORE_FSYNC);
    try {
      this.producing = new ProduceActor(producer, lively, SPOOL, meters, dice.split(), writer);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a spool always opens", impossible);
    }
  }

  void take(Submission submission) {
    batching.take(submission);
  }

  /** One of the threads gets one step further. */
  void step() {
    switch (dice.below(5)) {
      case 0 -> batching.next().ifPresent(producing::take);
      case 1 -> writer.doNext();
      case 2 -> drain();
      case 3 -> producing.probe();
      default -> producer.answer();
    }
  }

  /** A disk that fails is asked again later. */
  private void drain() {
    producer.answersAtOnce(true);
    try {
      producing.drain();
    } catch (IOException askedAgain) {
      // as the thread does, whose steps these are
    } finally {
      producer.answersAtOnce(false);
    }
  }

  boolean isQuiet() {
    return producing.isSpoolEmpty();
  }

  /** Records that the spool could not give back; damage is no part of this. */
  long lost() {
    return producing.lost();
  }

  /** Whoever was taken in hears what became of it. */
  void stop() throws IOException {
    if (mutant != Mutant.NO_FLUSH_ON_STOP) {
      batching.stop();
      producer.flush();
      producing.close();
    }
  }
}
