package io.penstock.fuzz;

import java.util.Optional;

/**
 * How much of everything. What {@code mvn verify} takes is small; {@code load-tests/fuzz} sets the
 * system properties for more.
 *
 * @param connections each with one request under way
 * @param only the number of the one request to send; empty for all
 */
record Dose(int requests, long seed, int connections, Optional<Integer> only) {
  static Dose ofProperties() {
    return new Dose(
        Integer.getInteger("fuzz.requests", 20_000),
        Long.getLong("fuzz.seed", 1L),
        Integer.getInteger("fuzz.connections", 24),
        Optional.ofNullable(Integer.getInteger("fuzz.only")));
  }
}
