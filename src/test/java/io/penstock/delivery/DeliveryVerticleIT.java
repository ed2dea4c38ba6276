package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.Position;
import io.penstock.observability.Health.Level;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** Delivery with a real log before it and a scripted sink behind it. */
class DeliveryVerticleIT extends DeliveryStage {
  DeliveryVerticleIT() {
    super(1);
  }

  @Test
  void deliversInTheOrderOfTheLog() throws InterruptedException {
    logHolds("1", "2", "3");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2", "3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
    assertThat(meters.delivered.sum()).isEqualTo(3);
  }

  @Test
  void closesABatchByCount() throws InterruptedException {
    logHolds("1", "2", "3", "4");

    deliver("batch: {events-max: 2}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(sink.nextIds()).containsExactly("3", "4");
  }

  @Test
  void stopsOnlyWhenTheBatchThatIsBeingWrittenIsSettled() throws InterruptedException {
    sink.stallsWhileWriting();
    logHolds("1");
    String deployment = deliver("batch: {linger: 0s}");
    assertThat(sink.nextIds()).containsExactly("1");

    Future<Void> stopped = vertx.undeploy(deployment);

    assertThat(stopped.isComplete()).isFalse();
    sink.goesOn();
    await(stopped);
    assertThat(nextCheckpoint()).isEqualTo(reached(1, new Counts(1, 0, 0, 0, 0)));
  }

  @Test
  void offersTheSameRangeAgainWhileTheSinkIsHeld() throws InterruptedException {
    sink = scripted("hold", "hold", "delivered", "delivered");
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(1);
    assertThat(stateOfTheSink().level()).isEqualTo(Level.AMBER);
    logHolds("3");
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(2);
    assertThat(settled).isEmpty();
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(nextCheckpoint().next()).isEqualTo(2);
    assertThat(sink.nextIds()).containsExactly("3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
    assertThat(stateOfTheSink().level()).isEqualTo(Level.GREEN);
  }

  @Test
  void holdsWhenTheSinkItselfIsAtFault() throws InterruptedException {
    offersAgainAfter("fault");
  }

  private void offersAgainAfter(String answer) throws InterruptedException {
    sink = scripted(answer, "delivered");
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(1);
    assertThat(settled).isEmpty();
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(nextCheckpoint()).isEqualTo(reached(2, new Counts(2, 0, 0, 0, 0)));
  }

  @Test
  void countsWhatWasThereAlready() throws InterruptedException {
    sink = scripted("stored+repeated+repeated");
    logHolds("1", "2", "3");

    deliver("batch: {linger: 0s}");

    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(1, 2, 0, 0, 0)));
  }

  @Test
  void countsWhatTheSinkDoesNotWant() throws InterruptedException {
    produce(
        "{\"id\":\"1\",\"type\":\"wanted\"}",
        "{\"id\":\"2\",\"type\":\"other\"}",
        "{\"id\":\"3\"}");

    deliver("{types: [wanted], batch: {linger: 0s}}");

    assertThat(sink.nextIds()).containsExactly("1");
    Checkpoint checkpoint = nextCheckpoint();
    assertThat(checkpoint).isEqualTo(reached(3, new Counts(1, 0, 2, 0, 0)));
    assertThat(meters.filtered.sum()).isEqualTo(2);
  }

  @Test
  void everyRecordIsDeliveredRepeatedFilteredOrWaiting() throws InterruptedException {
    sink = scripted("stored+repeated", "stored+repeated", "hold");
    int records = 9;
    for (int i = 0; i < records; i++) {
      produce("{\"id\":\"" + i + "\",\"type\":\"" + (i % 3 == 0 ? "other" : "wanted") + "\"}");
    }

    deliver("{types: [wanted], batch: {events-max: 3}}");
    nextCheckpoint();
    Checkpoint checkpoint = nextCheckpoint();
    waitUntilHeld(1);

    long waiting = records - checkpoint.next();
    assertThat(waiting).isEqualTo(3);
    assertThat(meters.delivered.sum() + meters.repeated.sum() + meters.filtered.sum() + waiting)
        .isEqualTo(records);
    assertThat(checkpoint.unexplained()).isZero();
    assertThat(checkpoint.counts()).isEqualTo(new Counts(2, 2, 2, 0, 0));
  }

  @Test
  void goesOnAtTheCheckpointAfterARestart() throws InterruptedException {
    logHolds("1", "2");
    String deployment = deliver("batch: {linger: 0s}");
    nextCheckpoint();
    await(vertx.undeploy(deployment));
    sink = scripted();
    logHolds("3");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
  }

  @Test
  void tellsTheGroupWhatOnlyTheSinkKnewAfterAKill() {
    logHolds("1", "2");
    Checkpoint reached = reached(2, new Counts(2, 0, 0, 0, 0));
    sink.stands(reached);

    deliver("batch: {linger: 0s}");

    waitUntilCommitted(new Position(2, reached.packed()));
    assertThat(sink.isOfferedNothingMore()).isTrue();
  }

  @Test
  void fillsASinkThatLostEverythingFromTheOldestRecord() throws InterruptedException {
    logHolds("1", "2");
    String deployment = deliver("batch: {linger: 0s}");
    Checkpoint before = nextCheckpoint();
    waitUntilCommitted(new Position(before.next(), before.packed()));
    await(vertx.undeploy(deployment));
    sink = scripted();
    sink.hasLostEverything();

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    Checkpoint after = nextCheckpoint();
    assertThat(after).isEqualTo(reached(2, new Counts(2, 0, 0, 0, 0)));
    waitUntilCommitted(new Position(2, after.packed()));
  }
}
