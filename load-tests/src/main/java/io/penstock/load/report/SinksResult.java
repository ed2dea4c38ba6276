package io.penstock.load.report;

import io.penstock.load.report.SinkRun.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way from the log to each store, as a share of what the store's library does alone.
 *
 * @param rows how many each run of a store loads
 */
public record SinksResult(
    String commit,
    Map<Store, Long> rows,
    List<SinkRun> runs,
    List<Share> shares,
    List<String> unsound) {
  /** Rows a second from the log over rows a second from memory, round by round. */
  public record Share(Store store, List<Double> rounds, double median) {}

  public static SinksResult of(
      String commit, Map<Store, Long> rows, List<SinkRun> runs, List<String> unsound) {
    List<Share> shares = rows.keySet().stream().map(store -> share(store, runs)).toList();
    return new SinksResult(commit, rows, List.copyOf(runs), shares, List.copyOf(unsound));
  }

  private static Share share(Store store, List<SinkRun> runs) {
    List<Double> bare = rates(store, Way.BARE, runs);
    List<Double> log = rates(store, Way.LOG, runs);
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < bare.size(); round++) {
      rounds.add(log.get(round) / bare.get(round));
    }
    return new Share(store, rounds, Numbers.median(rounds));
  }

  /** Round by round, since each is there once a round. */
  private static List<Double> rates(Store store, Way way, List<SinkRun> runs) {
    return of(store, way, runs).stream().map(SinkRun::rowsPerSecond).toList();
  }

  private static List<SinkRun> of(Store store, Way way, List<SinkRun> runs) {
    return runs.stream().filter(run -> run.store() == store && run.way() == way).toList();
  }

  public boolean isSound() {
    return unsound.isEmpty();
  }

  public Report report(String name, String date, Machine machine) {
    return new Report(
        "Bench " + name + ", " + date,
        List.of(
            circumstances(machine),
            "## Rows a second\n\n" + throughput(),
            "## Share of the library alone, within a round\n\n" + ratios(),
            soundness()),
        this,
        Optional.of(chart(name, date, machine)));
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * rows a run: %s
    * events of about 300 bytes, each with an id of its own; 6 partitions, filled beforehand
    * bare: rows ready in memory, as many a commit as the sink has; SQL through a staging table and the INSERT that the sink uses for new rows, ClickHouse as finished blocks, OpenSearch as finished bulk requests; S3 and Delta Lake with the Parquet writer alone, into memory
    * Penstock with 1 GB of heap; S3 and Delta Lake with `%s`, as the writer alone has too, and `instances: 2`
    * measured from a tenth to nine tenths of the rows; S3 and Delta Lake from half to nine tenths\
    """
        .formatted(commit, machine.description(), rows, String.join(" ", Store.FILES_JVM));
  }

  private Table throughput() {
    Table table = new Table("store, way", "rows/s, median [range]", "CPU s/M of the loader");
    for (Store store : rows.keySet()) {
      for (Way way : Way.values()) {
        List<Double> costs = of(store, way, runs).stream().map(SinkRun::cpuSeconds).toList();
        table.row(
            store.label() + ", " + way.label(),
            Numbers.spread(rates(store, way, runs)),
            Numbers.fraction(Numbers.median(costs)));
      }
    }
    return table;
  }

  private Table ratios() {
    Table table = new Table("store", "log / memory, median [range]", "goal", "reached");
    for (Share share : shares) {
      table.row(
          share.store().label(),
          Numbers.fractionSpread(share.rounds()),
          Numbers.fraction(share.store().goal()),
          Numbers.yesOrNo(share.median() >= share.store().goal()));
    }
    return table;
  }

  private String soundness() {
    return isSound()
        ? "In every run the store had exactly the events that the log held."
        : "**Not every run is sound:** " + String.join("; ", unsound);
  }

  private String chart(String name, String date, Machine machine) {
    double fastest = runs.stream().mapToDouble(SinkRun::rowsPerSecond).max().orElse(1);
    Bars bars =
        new Bars(
            "Rows per second into a store",
            "%s, %s, %d cores shared by broker, store and loader; medians; share of the library alone"
                .formatted(name, date, machine.cores()),
            fastest);
    for (Share share : shares) {
      bars.group(share.store().label());
      bar(bars, share, Way.BARE, "");
      bar(bars, share, Way.LOG, " · " + Numbers.fraction(share.median()));
    }
    return bars.svg();
  }

  private void bar(Bars bars, Share share, Way way, String after) {
    double rate = Numbers.median(rates(share.store(), way, runs));
    Bars.Colour colour = way == Way.BARE ? Bars.Colour.REFERENCE : Bars.Colour.OURS;
    bars.bar(colour, rate, way.label() + " " + Numbers.whole(rate) + after);
  }
}
