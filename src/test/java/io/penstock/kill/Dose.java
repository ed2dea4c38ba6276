package io.penstock.kill;

import java.util.List;

/**
 * How much of everything. What {@code mvn verify} takes is small; {@code load-tests/kill} sets the
 * system properties for more.
 *
 * @param rate events offered in a second, while the server takes them
 * @param kills under load; those while it starts come on top
 */
record Dose(int events, int rate, int kills, long seed, List<String> sinks) {
  static Dose ofProperties() {
    return new Dose(
        Integer.getInteger("kill.events", 40_000),
        Integer.getInteger("kill.rate", 5_000),
        Integer.getInteger("kill.kills", 5),
        Long.getLong("kill.seed", 7L),
        List.of(
            System.getProperty("kill.sinks", "duckdb,postgres,clickhouse,opensearch,s3")
                .split(",", -1)));
  }
}
