package io.penstock.load.torture.play;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.scene.LedgerLine;
import io.penstock.load.torture.scene.Lineup;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Door;
import io.penstock.load.torture.send.Repeats;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One line of the scoreboard: what is done, and what must hold beside the zeros of the account. */
public interface Scenario {
  /** As the scoreboard calls it: R7. */
  String name();

  String title();

  /** What the server has to be able to do. */
  default Set<Ability> needs() {
    return Set.of();
  }

  List<Sink> sinks();

  /** Further sections of the configuration. */
  default String sections() {
    return "";
  }

  /** What it is played with. */
  default Lineup lineup() {
    return Lineup.ALONE;
  }

  /** What the process of a node gets besides; nodes are counted from 0. */
  default Map<String, String> environment(int node) {
    return Map.of();
  }

  /** Where the senders send to: the nodes' own doors, unless something stands before them. */
  default List<Door> doors(Scene scene) {
    return scene.doors();
  }

  /** Who else sends; begun when nodes take events, and closed when all is healed. */
  default Company company(Scene scene, Visitors visitors) {
    return () -> {};
  }

  /** Whether events are sent more than once. */
  default Repeats repeats() {
    return Repeats.none();
  }

  /** Of so many acknowledgements one is held against the log at once. */
  default int probesOneIn() {
    return 10;
  }

  /** The same with the same chance; its last step is not later than the duration. */
  List<Step> plan(SplittableRandom random, Duration total);

  /** What else must hold. */
  default void judge(Evidence evidence, Goals goals) {}

  /** Whether everything has found its place, as far as the ledger does not tell. */
  default boolean isSettled(Metrics metrics, List<LedgerLine> ledger) {
    return true;
  }

  /** What was made for the run, outside its scene, is taken away again. */
  default void end() {}

  /** How many acknowledged events may be lost: some only where their only copy is destroyed. */
  default long lossAllowed(Evidence evidence) {
    return 0;
  }
}
