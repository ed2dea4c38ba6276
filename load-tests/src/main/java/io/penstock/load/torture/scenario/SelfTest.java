package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import io.penstock.load.torture.account.Reading;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.play.Dose;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Judge;
import io.penstock.load.torture.play.Outcome;
import io.penstock.load.torture.play.Run;
import io.penstock.load.torture.scene.Ground;
import io.penstock.load.torture.scene.Rows;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.scene.Stores;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * R0: is the bench to be believed? A run in which nothing is done has to be clean; after it faults
 * are planted from outside, and each has to be found in its own column.
 */
public final class SelfTest {
  private static final Duration FALSE_DOOR_FOR = Duration.ofSeconds(1);
  private static final int PRODUCER = 1;
  private static final int LOOKED_AT = 100;

  private final Ground ground;
  private final Dose dose;
  private final Consumer<String> progress;

  public SelfTest(Ground ground, Dose dose, Consumer<String> progress) {
    this.ground = ground;
    this.dose = dose;
    this.progress = progress;
  }

  public Outcome run() throws IOException {
    try {
      var goals = new Goals();
      Outcome control = control(goals);
      acknowledgeEarly(goals);
      return control.with(goals.list());
    } catch (BenchFault fault) {
      return Outcome.trouble(new Control(), String.valueOf(fault.getMessage()));
    }
  }

  private Outcome control(Goals goals) throws IOException {
    var scenario = new Control();
    try (var run = new Run(scenario, "r0", ground, dose, progress)) {
      Evidence seen = run.play();
      plantInCopies(seen, goals);
      return Judge.outcome(scenario, seen);
    }
  }

  private void plantInCopies(Evidence seen, Goals goals) {
    for (Sink sink : seen.scene().sinks()) {
      for (Plant plant : Plant.values()) {
        progress.accept("r0 " + sink.name() + ": " + plant.words());
        boolean isFlagged = plant.isFlaggedIn(tallyOf(plant, sink, seen));
        goals.exactly(
            "%s, %s: flagged as %s".formatted(plant.words(), sink.name(), plant.column()),
            isFlagged ? 1 : 0,
            1);
      }
    }
  }

  private Tally tallyOf(Plant plant, Sink sink, Evidence seen) {
    var reading = new Reading(sink.name(), seen.book());
    Stores stores = seen.scene().stores();
    try (Connection connection = stores.connect(sink);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE plant AS SELECT row_number() OVER (ORDER BY %s) AS place, id, data::text AS data FROM %s"
              .formatted(stores.orderOf(sink), stores.table(sink)));
      try {
        statement.execute(plant.sql(pair().getFirst(), pair().getLast()));
        Rows.read(connection, "SELECT id, data FROM plant ORDER BY place", reading::row);
      } finally {
        statement.execute("DROP TABLE plant");
      }
      return reading.tally();
    } catch (SQLException fault) {
      throw new BenchFault("nothing can be planted in " + sink.name(), fault);
    }
  }

  /** The ids of an early event of one producer, and of the next with its key. */
  private List<String> pair() {
    var maker = new EventMaker(dose.seed());
    int key = maker.keyOf(new EventName(PRODUCER, 0));
    return IntStream.range(0, LOOKED_AT)
        .mapToObj(sequence -> new EventName(PRODUCER, sequence))
        .filter(name -> maker.keyOf(name) == key)
        .limit(2)
        .map(EventName::id)
        .toList();
  }

  /** On its own topic: what the false door loses is lost indeed. */
  private void acknowledgeEarly(Goals goals) throws IOException {
    Dose brief = new Dose(dose.seed(), FALSE_DOOR_FOR, dose.rate());
    var scenario = new EarlyAck();
    try (var run = new Run(scenario, "r0early", ground, brief, progress)) {
      Evidence seen = run.play();
      boolean passes = Judge.outcome(scenario, seen).passed();
      goals
          .atLeast(
              "a door that says yes by itself: early acknowledgements",
              (double) seen.heard().early(),
              1)
          .atLeast(
              "and, when it is killed, lost from the log", (double) seen.count().log().lost(), 1)
          .exactly("and such a run passes", passes ? 1 : 0, 0);
    }
  }
}
