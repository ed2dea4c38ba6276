package io.penstock.worker.deadletters;

import static io.penstock.control.ControlDatabases.answer;

import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Filter;
import io.penstock.deadletter.Replay;
import io.penstock.fixture.Eventually;
import io.penstock.worker.Progress;
import io.penstock.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real letters in a real broker, and workers that do one step after the other. */
abstract class WorkerSteps {
  static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path folder;

  LetterStage stage;

  @BeforeEach
  void prepare() {
    stage = new LetterStage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  static Progress step(Worker worker) {
    try {
      return worker.step();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  static void until(String what, Worker worker, java.util.function.BooleanSupplier holds) {
    Eventually.holds(
        what,
        SOON,
        () -> {
          step(worker);
          return holds.getAsBoolean();
        });
  }

  void indexed(int letters) {
    try (Worker indexing = stage.indexing()) {
      indexing.open();
      until("the index has them", indexing, () -> stage.letters().size() == letters);
    }
  }

  Done replayAll(int rate) {
    return answer(
        stage.acts.replay(stage.order(Filter.SINK, LetterStage.SINK), LetterStage.SINK, rate));
  }

  Replay replay(Done done) {
    return answer(stage.replays.find(done.id())).orElseThrow();
  }

  void sent(Worker replaying, Done done) {
    until(
        "the replay is done",
        replaying,
        () -> {
          stage.clock.passes(Duration.ofSeconds(1));
          return replay(done).state().equals("done");
        });
  }
}
