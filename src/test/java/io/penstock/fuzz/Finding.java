package io.penstock.fuzz;

import java.util.Optional;

/**
 * What an answer is worth.
 *
 * @param label its status and code, for the table
 * @param violation of the contract, in words; empty where it was kept
 */
record Finding(String label, Optional<String> violation, Optional<Told> told) {
  static Finding violated(String label, String how) {
    return new Finding(label, Optional.of(how), Optional.empty());
  }

  static Finding fine(String label) {
    return new Finding(label, Optional.empty(), Optional.empty());
  }
}
