package io.penstock.sink.duckdb;

import io.penstock.config.Section;
import java.nio.file.Path;

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

  /** Below each node's own data directory, each node would fill a file of its own. */
  void checkForSeveralNodes(Section section) {
    if (!Path.of(file).isAbsolute()) {
      section.reject(
          "file",
          "'%s' is below each node's own data-dir; in a cluster it is the absolute path of one file"
                  .formatted(file)
              + " that every node with the role deliver sees");
    }
  }
}
