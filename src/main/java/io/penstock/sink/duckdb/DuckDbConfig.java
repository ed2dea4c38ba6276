package io.penstock.sink.duckdb;

import io.penstock.config.Section;

/**
 * Where the file is and what it may take.
 *
 * @param file below the node's data directory, unless absolute
 * @param memoryBytes the most memory DuckDB uses; the index of random ids has to fit, at about 65
 *     bytes an event
 */
record DuckDbConfig(String file, long memoryBytes, int threads) {
  static DuckDbConfig read(Section section) {
    if (section.wholeNumber("instances", 1, 1, 64) > 1) {
      section.reject("instances", "must be 1, for one writer owns DuckDB's file");
    }
    return new DuckDbConfig(
        section.text("file", section.name() + ".duckdb"),
        section.bytes("memory-max", 1L << 30, 64L << 20, 1L << 40),
        section.wholeNumber("threads", 1, 1, 64));
  }
}
