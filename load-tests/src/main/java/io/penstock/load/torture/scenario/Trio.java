package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.LogEntry;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.scene.Lineup;
import io.penstock.load.torture.scene.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A scenario of three nodes, three brokers, a PostgreSQL, which is the nodes' own database too, and
 * a ClickHouse. A file of DuckDB can be open in one process only.
 */
interface Trio extends Scenario {
  int NODES = Lineup.THREE.nodes();

  @Override
  default Lineup lineup() {
    return Lineup.THREE;
  }

  @Override
  default List<Sink> sinks() {
    return List.of(new Sink.Postgres("pg"), new Sink.ClickHouse("ch"));
  }

  /** One of the three. */
  static int any(SplittableRandom random) {
    return random.nextInt(NODES);
  }

  /** Events acknowledged in each stretch of time in which something was ill. */
  static List<Long> acksByWindow(List<LogEntry> log) {
    List<Long> windows = new ArrayList<>();
    boolean wasIll = false;
    for (LogEntry entry : log) {
      if (entry.isIll()) {
        windows.add(entry.acks() + (wasIll ? windows.removeLast() : 0));
      }
      wasIll = entry.isIll();
    }
    return windows;
  }
}
