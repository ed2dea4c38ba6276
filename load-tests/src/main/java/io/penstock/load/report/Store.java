package io.penstock.load.report;

/** A store that is measured. The names are those of {@code --sinks} and of the result files. */
public enum Store {
  DUCKDB("DuckDB"),
  POSTGRES("PostgreSQL"),
  CLICKHOUSE("ClickHouse");

  private final String label;

  Store(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
