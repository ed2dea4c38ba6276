package io.penstock.worker.deadletters;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.audit.Trail;
import io.penstock.deadletter.DeadLetter;
import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Filter;
import io.penstock.deadletter.Selection;
import io.penstock.deadletter.State;
import io.penstock.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How letters go to their sink again, and how that ends. */
class ReplayingIT extends WorkerSteps {
  @Test
  void aReplayLandsEachLetterInTheInboxAsItWas() {
    stage.die(0, 1, 2);
    stage.die(1, 3);
    indexed(3);
    Done done = replayAll(10);

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      sent(replaying, done);
    }

    assertThat(replay(done).sent()).isEqualTo(3);
    assertThat(stage.inbox().values())
        .containsExactlyInAnyOrder(
            "{\"id\":1,\"type\":\"order\"}",
            "{\"id\":2,\"type\":\"order\"}",
            "{\"id\":3,\"type\":\"order\"}");
    assertThat(stage.inbox().headers("penstock-replay-id")).containsOnly(done.id());
    assertThat(stage.inbox().headers("penstock-attempt")).containsOnly("0");
  }

  @Test
  void aReplayGoesNoFasterThanItsRate() {
    stage.die(0, LongStream.range(0, 30).toArray());
    indexed(30);
    Done done = replayAll(5);

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      step(replaying);
      assertThat(replay(done).sent()).isEqualTo(1);
      step(replaying);
      assertThat(replay(done).sent()).isEqualTo(1);

      stage.clock.passes(Duration.ofSeconds(1));
      step(replaying);
      assertThat(replay(done).sent()).isEqualTo(6);
      for (int second = 0; second < 4; second++) {
        stage.clock.passes(Duration.ofSeconds(1));
        step(replaying);
      }
      assertThat(replay(done).sent()).isEqualTo(26);

      sent(replaying, done);
    }
    assertThat(replay(done).sent()).isEqualTo(30);
    assertThat(stage.inbox().values()).hasSize(30);
  }

  @Test
  void aReplayGoesOnAfterARestart() {
    stage.die(0, 1, 2, 3);
    indexed(3);
    Done done = replayAll(1);
    try (Worker replaying = stage.replaying()) {
      replaying.open();
      step(replaying);
    }

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      sent(replaying, done);
    }

    assertThat(stage.inbox().values()).hasSize(3);
  }

  /**
   * Killed between the inbox and the database: the same as if the database had never heard of it.
   */
  @Test
  void aCrashBetweenInboxAndDatabaseSendsOnceMoreAndLosesNothing() {
    stage.die(0, 1, 2);
    indexed(2);
    Done done = replayAll(10);
    try (Worker replaying = stage.replaying()) {
      replaying.open();
      step(replaying);
    }
    stage.control.run("UPDATE penstock.dead_letters SET inbox_partition = -1, inbox_offset = -1");

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      sent(replaying, done);
    }

    assertThat(stage.inbox().values())
        .containsExactlyInAnyOrder(
            "{\"id\":1,\"type\":\"order\"}",
            "{\"id\":1,\"type\":\"order\"}",
            "{\"id\":2,\"type\":\"order\"}");
  }

  @Test
  void aLetterThatTheLogNoLongerHoldsIsMissingAndTheOthersGo() {
    stage.die(0, 1, 2);
    indexed(2);
    stage.control.run(
        "UPDATE penstock.dead_letters SET letter_offset = 4711 WHERE origin_offset = 1");
    Done done = replayAll(10);

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      sent(replaying, done);
    }

    assertThat(replay(done).missing()).isEqualTo(1);
    assertThat(stage.inbox().values()).containsExactly("{\"id\":2,\"type\":\"order\"}");
    assertThat(stage.states()).containsExactlyInAnyOrder("new", "replaying");
  }

  @Test
  void aDryRunLeavesEverythingAsItIs() {
    stage.die(0, 1, 2);
    indexed(2);
    List<DeadLetter> before = stage.letters();

    long counted =
        answer(
            stage.acts.rehearse(
                State.REPLAYING, stage.order(Filter.SINK, LetterStage.SINK).selection()));

    assertThat(counted).isEqualTo(2);
    assertThat(stage.letters()).isEqualTo(before);
    assertThat(answer(stage.replays.list())).isEmpty();
    assertThat(Trail.verified(stage.control)).isZero();
    assertThat(stage.inbox().values()).isEmpty();
  }

  @Test
  void whatItsSinkSettledIsResolvedAndWhatDiedAgainIsNewAgain() {
    stage.die(0, 1, 2);
    indexed(2);
    Done done = replayAll(10);
    try (Worker replaying = stage.replaying()) {
      replaying.open();
      sent(replaying, done);
    }
    Worker settling = stage.settling();
    step(settling);
    assertThat(stage.states()).containsOnly("replaying");

    stage.diesAgain(0, 2, done.id());
    stage.sinkSettlesItsInbox();
    step(settling);
    assertThat(stage.states()).containsOnly("replaying");

    try (Worker indexing = stage.indexing()) {
      indexing.open();
      until(
          "the index has seen the one that came back",
          indexing,
          () -> stage.states().contains("new"));
    }
    until("the other is resolved", settling, () -> stage.states().contains("resolved"));
    assertThat(stage.letters())
        .extracting(letter -> letter.key().offset() + " " + letter.standing().state())
        .containsExactlyInAnyOrder("1 resolved", "2 new");
    assertThat(answer(stage.queries.count(Selection.EVERYTHING))).isEqualTo(2);
  }

  @Test
  void twoNodesDoNotReplayAtOnce() {
    stage.die(0, 1, 2);
    indexed(2);
    replayAll(10);
    stage.control.run("UPDATE penstock.leases SET owner = 'node-2', until_millis = 9999999999999");

    try (Worker replaying = stage.replaying()) {
      replaying.open();
      stage.clock.passes(Duration.ofSeconds(10));
      step(replaying);
    }

    assertThat(stage.inbox().values()).isEmpty();
  }
}
