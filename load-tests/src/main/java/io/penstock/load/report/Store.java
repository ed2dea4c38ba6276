package io.penstock.load.report;

import java.time.Duration;
import java.util.List;

/** A store that is measured. The names are those of {@code --sinks} and of the result files. */
public enum Store {
  DUCKDB("DuckDB", 0.7),
  POSTGRES("PostgreSQL", 0.7),
  CLICKHOUSE("ClickHouse", 0.7),
  OPENSEARCH("OpenSearch", 0.8),
  /** Compared with the Parquet writer alone, which sends nothing anywhere. */
  S3("S3/Parquet", 0.6),
  /** In a folder; compared with the Parquet writer alone too, which keeps no log of a table. */
  DELTA("Delta Lake", 0.5);

  /**
   * The JVM's flags where files are made, for Penstock as for the writer alone: much of the memory
   * is read once and never again, so that room saves the collector work, and large pages the
   * processor. A virtual machine may get its memory from its host page by page, as it is touched
   * (here 200 MB a second), which is then none of what is measured.
   */
  public static final List<String> FILES_JVM =
      List.of(
          "-Xms4g",
          "-Xmx4g",
          "-XX:MaxGCPauseMillis=200",
          "-XX:+UseTransparentHugePages",
          "-XX:+AlwaysPreTouch");

  private final String label;
  private final double goal;

  Store(String label, double goal) {
    this.label = label;
    this.goal = goal;
  }

  public String label() {
    return label;
  }

  /** Whether it is given whole files, which cost more to make than to keep. */
  public boolean takesFiles() {
    return this == S3 || this == DELTA;
  }

  /** From one look at a run to the next: each costs the server something too. */
  public Duration betweenLooks() {
    return Duration.ofMillis(takesFiles() ? 1_000 : 500);
  }

  /**
   * What counts of a run. Where files are made a million rows take a few seconds, in which the
   * compiler is busy with what is new to it; so the first half is left out.
   */
  public Samples.Stretch measured(Samples samples, long rows) {
    return takesFiles() ? samples.late(rows) : samples.middle(rows);
  }

  /** What the way from the log is to reach at least, as a share of what the library does alone. */
  double goal() {
    return goal;
  }
}
