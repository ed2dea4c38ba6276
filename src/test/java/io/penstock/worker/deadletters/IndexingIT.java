package io.penstock.worker.deadletters;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deadletter.DeadLetter;
import io.penstock.deadletter.Filter;
import io.penstock.fixture.Eventually;
import io.penstock.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the index follows the topics. */
class IndexingIT extends WorkerSteps {
  @Test
  void theIndexHoldsWhatTheTopicHolds() {
    stage.die(0, 1, 2);
    stage.die(1, 3);

    indexed(3);

    assertThat(stage.letters()).extracting(DeadLetter::type).containsOnly("order");
    assertThat(stage.letters())
        .extracting(letter -> letter.key().offset())
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void anIndexMadeAnewIsTheSame() {
    stage.die(0, 1, 2);
    stage.die(1, 3);
    indexed(3);
    List<DeadLetter> before = stage.letters();
    stage.control.run("DELETE FROM penstock.dead_letters");

    answer(stage.acts.rebuild(stage.order(Filter.SINK, LetterStage.SINK)));
    indexed(3);

    assertThat(stage.letters()).isEqualTo(before);
  }

  @Test
  void whatPeopleDecidedStaysWhenTheIndexIsMadeAnew() {
    stage.die(0, 1, 2);
    indexed(2);
    answer(stage.acts.discard(stage.order(Filter.EVENT, "1")));
    stage.die(0, 3);

    answer(stage.acts.rebuild(stage.order(Filter.SINK, LetterStage.SINK)));
    indexed(3);

    assertThat(stage.states()).containsExactlyInAnyOrder("discarded", "new", "new");
  }

  /** Killed between the database and the offset: the database has them, the group does not know. */
  @Test
  void aWorkerKilledBeforeItsCommitRepeatsHarmlessly() {
    stage.die(0, 1, 2);
    indexed(2);
    answer(stage.acts.discard(stage.order(Filter.EVENT, "1")));
    List<DeadLetter> before = stage.letters();
    stage.groupForgets();
    stage.die(0, 3);

    indexed(3);

    assertThat(stage.letters()).containsAll(before);
  }

  @Test
  void theIndexCatchesUpWhenTheDatabaseIsBack() {
    stage.die(0, 1, 2);
    stage.control.run("ALTER TABLE penstock.dead_letters RENAME TO away");
    try (Worker indexing = stage.indexing()) {
      indexing.open();
      Eventually.holds(
          "the step fails",
          SOON,
          () -> {
            try {
              indexing.step();
              return false;
            } catch (Exception away) {
              return true;
            }
          });
    }
    stage.control.run("ALTER TABLE penstock.away RENAME TO dead_letters");

    indexed(2);
  }
}
