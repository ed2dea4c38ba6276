package io.penstock.sink.duckdb;

import io.penstock.config.Section;

/**
 * Where the file is and what it may take.
 *
 * @param file below the node's data directory, unless absolute
 * @param memoryBytes the most memory DuckDB uses
 */
record DuckDbConfig(String file, long memoryBytes, int threads) {
  static DuckDbConfig read(Section section) {
    return new DuckDbConfig(
        section.text("file", section.name() + ".duckdb"),
        section.bytes("memory-max", 512L << 20, 64L << 20, 1L << 40),
        section.wholeNumber("threads", 1, 1, 64));
  }
}
