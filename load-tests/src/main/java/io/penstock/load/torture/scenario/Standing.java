package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;

/** The sinks that most scenarios have. */
final class Standing {
  static final String DUCKDB = "duckdb";
  static final String POSTGRES = "postgres";

  private Standing() {}

  static List<Sink> sinks() {
    return List.of(new Sink.DuckDb(DUCKDB), new Sink.Postgres(POSTGRES));
  }

  /** A plan in which nothing is wrong. */
  static List<Step> calm(Duration total) {
    return List.of(new Step(total, new Action.Special("the time is over", false, _ -> "")));
  }

  /** A plan in which only time passes. */
  static List<Step> waitFor(Duration total) {
    return List.of(
        new Step(Duration.ZERO, new Action.Special("as the scene was made", true, _ -> "")),
        new Step(total, new Action.Special("the time is over", false, _ -> "")));
  }
}
