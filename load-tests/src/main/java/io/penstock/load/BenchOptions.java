package io.penstock.load;

import io.penstock.load.report.Baseline;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command, and what they mean together. */
final class BenchOptions {
  /** What a call of the bench is about. */
  enum Scenario {
    COMPARISON,
    MEMORY,
    PAIRS,
    SINKS,
    GROWTH,
    DOORS,
    KEYS
  }

  private final Program program;

  @Option(
      names = "--quick",
      description = "Two rounds of short runs, about 2 minutes: enough to see a mistake.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each contestant runs at each size (default 3, quick 2).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long one run takes (default 8, quick 2).")
  private int seconds;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Events a request (default 1,10,100,500).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "WHO",
      description = "Leave the others out: perf, floor, penstock.")
  private Set<Contestant> only = Set.of();

  @Option(
      names = "--memory",
      paramLabel = "MINUTES",
      description =
          "Instead: one server with 256 MB of heap at 5,000 events/s, memory each second.")
  private int memoryMinutes;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Instead: two configurations of Penstock in turns, CPU per event of each.")
  private int pairs;

  @Option(
      names = "--set-a",
      paramLabel = "KEY=VALUE",
      description = "With --pairs: a key of the first configuration; may be repeated.")
  private List<String> setA = List.of();

  @Option(
      names = "--set-b",
      paramLabel = "KEY=VALUE",
      description = "With --pairs: a key of the second configuration; may be repeated.")
  private List<String> setB = List.of();

  @Option(
      names = "--sinks",
      split = ",",
      paramLabel = "STORE",
      description =
          "Instead: from the log to duckdb, postgres, clickhouse, opensearch, s3, delta, beside the"
              + " same library loading the same rows from memory. POSTGRES_URL, POSTGRES_USER,"
              + " POSTGRES_PASSWORD, CLICKHOUSE_URL and OPENSEARCH_URL may name servers.")
  private Set<Store> sinks = Set.of();

  @Option(
      names = "--growth",
      description = "Instead: CPU per event while a DuckDB file grows to 10 million events.")
  private boolean growth;

  @Option(
      names = "--grpc",
      description = "Instead: the same events over HTTP and over gRPC, in turns (100 a request).")
  private boolean grpc;

  @Option(
      names = "--keys",
      description =
          "Instead: the same events with the key of the configuration, with a tenant's key, and"
              + " with signed requests, in turns (100 a request).")
  private boolean keys;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "Events a run (default --sinks: s3 and delta 20,000,000, duckdb and clickhouse 1,000,000,"
              + " postgres 600,000, opensearch 300,000, a fifth with --quick; --growth: 10,000,000,"
              + " quick 2,000,000).")
  private long events;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "End with 1 when a ratio is more than 10 %% worse than in this result file.")
  private @Nullable Path compare;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "How the result files are called after the date (default: the scenario).")
  private @Nullable String name;

  BenchOptions(Program program) {
    this.program = program;
  }

  /** Refuses what cannot be meant, before anything is started. */
  void check() {
    plan();
    switch (scenario()) {
      case COMPARISON -> {}
      case MEMORY -> memoryDuration();
      case PAIRS -> pairs();
      case SINKS -> sinks();
      case GROWTH -> growthEvents();
      case DOORS -> sizesOr(Doors.EVENTS_PER_REQUEST);
      case KEYS -> sizesOr(Keys.EVENTS_PER_REQUEST);
    }
  }

  Scenario scenario() {
    List<Scenario> wanted =
        Stream.of(
                memoryMinutes != 0 ? Scenario.MEMORY : Scenario.COMPARISON,
                pairs != 0 ? Scenario.PAIRS : Scenario.COMPARISON,
                sinks.isEmpty() ? Scenario.COMPARISON : Scenario.SINKS,
                growth ? Scenario.GROWTH : Scenario.COMPARISON,
                grpc ? Scenario.DOORS : Scenario.COMPARISON,
                keys ? Scenario.KEYS : Scenario.COMPARISON)
            .filter(scenario -> scenario != Scenario.COMPARISON)
            .toList();
    if (wanted.size() > 1) {
      throw program.refusal(
          "--memory, --pairs, --sinks, --growth, --grpc and --keys are scenarios; take one");
    }
    return wanted.isEmpty() ? Scenario.COMPARISON : wanted.getFirst();
  }

  Plan plan() {
    return new Plan(
        program.between("--rounds", rounds == 0 ? (quick ? 2 : 3) : rounds, 1, 50),
        Duration.ofSeconds(
            program.between("--seconds", seconds == 0 ? (quick ? 2 : 8) : seconds, 1, 60)),
        Duration.ofSeconds(quick ? 12 : 24),
        Duration.ofSeconds(quick ? 4 : 20),
        sizes(),
        only.isEmpty() ? EnumSet.allOf(Contestant.class) : EnumSet.copyOf(only));
  }

  int firstSizeOr(int otherwise) {
    return sizes.isEmpty() ? otherwise : sizes().getFirst();
  }

  Duration memoryDuration() {
    return Duration.ofMinutes(program.between("--memory", memoryMinutes, 1, 240));
  }

  /** The one server whose memory is watched. */
  Contestant watched() {
    return only.contains(Contestant.FLOOR) ? Contestant.FLOOR : Contestant.PENSTOCK;
  }

  int pairs() {
    return program.between("--pairs", pairs, 1, 100);
  }

  /** The stores, and how many events go into each. */
  SequencedMap<Store, Long> sinks() {
    SequencedMap<Store, Long> rows = new TreeMap<>();
    for (Store store : sinks) {
      long usual =
          switch (store) {
            case DUCKDB, CLICKHOUSE -> 1_000_000;
            case S3, DELTA -> 20_000_000;
            case POSTGRES -> 600_000;
            case OPENSEARCH -> 300_000;
          };
      rows.put(
          store,
          program.between("--events", eventsOr(quick ? usual / 5 : usual), 50_000, 20_000_000));
    }
    return rows;
  }

  long growthEvents() {
    return program.between(
        "--events", eventsOr(quick ? 2_000_000 : 10_000_000), 2_000_000, 50_000_000);
  }

  List<Integer> sizesOr(int otherwise) {
    return sizes.isEmpty() ? List.of(otherwise) : sizes();
  }

  private long eventsOr(long usual) {
    return events == 0 ? usual : events;
  }

  List<String> setA() {
    return setA;
  }

  List<String> setB() {
    return setB;
  }

  String name() {
    String scenario = scenario().name().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(name).orElse(quick ? scenario + "-quick" : scenario);
  }

  /** Read before anything is measured, so that a wrong name costs no ten minutes. */
  Optional<Baseline> baseline() throws IOException {
    return compare == null ? Optional.empty() : Optional.of(Baseline.read(compare));
  }

  private List<Integer> sizes() {
    sizes.forEach(size -> program.between("--sizes", size, 1, 5_000));
    return sizes.isEmpty() ? Plan.SIZES : sizes.stream().distinct().toList();
  }
}
