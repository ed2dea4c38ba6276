package io.penstock.load;

import io.penstock.load.report.Contestant;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** What a run of the bench does, and how long each part of it takes. */
record Plan(
    int rounds,
    Duration run,
    Duration warmUp,
    Duration latency,
    List<Integer> sizes,
    Set<Contestant> contestants) {

  static final List<Integer> SIZES = List.of(1, 10, 100, 500);

  /** The two ends that matter: whoever sends one by one, and whoever gathers. */
  private static final Set<Integer> LATENCY_SIZES = Set.of(1, 100);

  private static final Set<Contestant> SERVERS = Set.of(Contestant.FLOOR, Contestant.PENSTOCK);

  /** Fewer connections for large requests, or they would only queue. */
  static int connections(int eventsPerRequest) {
    return eventsPerRequest < 100 ? 64 : 32;
  }

  /**
   * Of one server at one size; few sizes are warmed up longer, since the compiler needs its time.
   */
  Duration warmUpOfOneSize() {
    return warmUp.dividedBy(sizes.size());
  }

  List<Integer> latencySizes() {
    return sizes.stream().filter(LATENCY_SIZES::contains).toList();
  }

  List<Contestant> servers() {
    return contestants.stream().filter(SERVERS::contains).sorted().toList();
  }

  SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new TreeMap<>();
    settings.put("rounds", rounds + ", interleaved; each contestant once per size and round");
    settings.put("seconds a run", run.toSeconds() + ", latency " + latency.toSeconds());
    settings.put("connections", "64 for 1 and 10 events a request, 32 for 100 and 500");
    return settings;
  }
}
