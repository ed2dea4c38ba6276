package io.penstock.load;

import io.penstock.load.process.ProducerPerformanceRun;
import io.penstock.load.report.Baseline;
import io.penstock.load.report.DoorsResult;
import io.penstock.load.report.GrowthResult;
import io.penstock.load.report.KeysResult;
import io.penstock.load.report.Machine;
import io.penstock.load.report.MemoryResult;
import io.penstock.load.report.PairsResult;
import io.penstock.load.report.Report;
import io.penstock.load.report.Results;
import io.penstock.load.report.ResultsReport;
import io.penstock.load.report.SinksResult;
import io.penstock.load.report.Store;
import io.penstock.load.sink.Growth;
import io.penstock.load.sink.SinkComparison;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command: reads what is wanted, has it measured, prints and keeps the report. */
@Command(
    name = "load-tests/bench",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Measures how fast Penstock takes events over HTTP into the log, beside Kafka's own"
          + " ProducerPerformance and a bare server that does the least such a server can do.",
      "",
      "Everything runs on this machine's loopback address, each part as a process of its own."
          + " Absolute numbers belong to the machine; what compares is the ratio within a round.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  load-tests/bench --quick                     a first look, under 3 minutes",
      "  load-tests/bench                             the numbers to keep, about 8 minutes",
      "  load-tests/bench --only perf,floor           what the machine can do, without Penstock",
      "  load-tests/bench --compare load-tests/results/2026-11-21-full.json",
      "  load-tests/bench --memory 10                 does a 256 MB server stay flat?",
      "  load-tests/bench --pairs 10 --set-b log.compression=zstd",
      "  load-tests/bench --sinks duckdb,postgres     from the log to the stores",
      "  load-tests/bench --grpc                      is gRPC as fast as HTTP?",
      "  load-tests/bench --keys                      what does it cost to know who sends?",
      "  load-tests/bench --growth                    does an event cost more among 10 million?"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, and every accepted event was in the log",
      "1:measured, but a ratio fell behind --compare, a request failed, or the log did not match",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Bench implements Callable<Integer> {
  @Mixin private final Program program = new Program();
  @Mixin private final BenchOptions options = new BenchOptions(program);

  public static void main(String[] arguments) {
    System.exit(Program.run(new Bench(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    options.check();
    Optional<Baseline> baseline = options.baseline();
    try (Surroundings surroundings = Surroundings.open(program.root())) {
      return switch (options.scenario()) {
        case COMPARISON -> compare(surroundings, baseline);
        case MEMORY -> watchMemory(surroundings);
        case PAIRS -> pair(surroundings);
        case SINKS -> sinks(surroundings);
        case GROWTH -> growth(surroundings);
        case DOORS -> doors(surroundings);
        case KEYS -> keys(surroundings);
      };
    }
  }

  private int compare(Surroundings surroundings, Optional<Baseline> baseline) throws IOException {
    Plan plan = options.plan();
    Comparison comparison = new Comparison(plan, surroundings, progress());
    comparison.run();
    Results results = results(plan, comparison);
    publish(ResultsReport.of(results));
    List<String> worse = baseline.map(earlier -> earlier.worse(results.ratios())).orElse(List.of());
    worse.forEach(System.out::println);
    return worse.isEmpty() && results.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private Results results(Plan plan, Comparison comparison) {
    SequencedMap<String, String> settings = plan.settings();
    settings.put("server heap", String.join(" ", Surroundings.SERVER_HEAP));
    settings.put("ProducerPerformance", ProducerPerformanceRun.SETTINGS);
    return new Results(
        today(),
        options.name(),
        Program.COMMIT,
        machine(),
        Collections.unmodifiableMap(settings),
        comparison.runs(),
        Results.ratios(comparison.runs()),
        comparison.latencies(),
        comparison.footprints());
  }

  private int watchMemory(Surroundings surroundings) throws IOException {
    int size = options.firstSizeOr(MemoryWatch.EVENTS_PER_REQUEST);
    Duration duration = options.memoryDuration();
    MemoryResult result =
        new MemoryWatch(surroundings, progress()).run(options.watched(), size, duration);
    publish(result.report(options.name(), today(), machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private int pair(Surroundings surroundings) throws IOException {
    int size = options.firstSizeOr(Pairs.EVENTS_PER_REQUEST);
    PairsResult result =
        new Pairs(surroundings, progress())
            .run(options.setA(), options.setB(), options.pairs(), size, options.plan());
    publish(result.report(options.name(), today(), machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private int sinks(Surroundings surroundings) throws IOException {
    SinksResult result =
        new SinkComparison(
                surroundings.workplace(),
                surroundings.broker(),
                (name, store, settings) ->
                    surroundings.penstock(
                        name,
                        store.takesFiles() ? Store.FILES_JVM : Surroundings.SERVER_HEAP,
                        settings),
                progress()::says)
            .run(Program.COMMIT, options.sinks(), options.plan().rounds());
    publish(result.report(options.name(), today(), machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private int growth(Surroundings surroundings) throws IOException {
    GrowthResult result =
        new Growth(
                surroundings.broker(),
                (name, store, settings) ->
                    surroundings.penstock(name, MemoryWatch.SMALL_HEAP, settings),
                progress()::says)
            .run(Program.COMMIT, options.growthEvents());
    publish(result.report(options.name(), today(), machine()));
    return Program.SOUND;
  }

  private int doors(Surroundings surroundings) throws IOException {
    DoorsResult result =
        new Doors(surroundings, progress())
            .run(options.sizesOr(Doors.EVENTS_PER_REQUEST), options.plan());
    publish(result.report(options.name(), today(), machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private int keys(Surroundings surroundings) throws IOException {
    KeysResult result =
        new Keys(surroundings, progress())
            .run(options.sizesOr(Keys.EVENTS_PER_REQUEST), options.plan());
    publish(result.report(options.name(), today(), machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private String today() {
    return program.today();
  }

  private Machine machine() {
    return program.machine();
  }

  private Progress progress() {
    return program.progress();
  }

  private void publish(Report report) throws IOException {
    program.publish(options.name(), report);
  }
}
