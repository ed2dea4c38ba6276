package io.penstock.load.report;

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

  private final String label;
  private final double goal;

  Store(String label, double goal) {
    this.label = label;
    this.goal = goal;
  }

  public String label() {
    return label;
  }

  /** What the way from the log is to reach at least, as a share of what the library does alone. */
  double goal() {
    return goal;
  }
}
