package io.penstock.load.report;

/**
 * One run into a store.
 *
 * @param cpuSeconds of the loading process, for a million rows; the store's own server is not in it
 */
public record SinkRun(Store store, Way way, int round, double rowsPerSecond, double cpuSeconds) {
  /** How the rows came. */
  public enum Way {
    /** Prebuilt in memory, through the library alone. */
    BARE("from memory, bare"),
    /** From the log, through Penstock. */
    LOG("from the log, Penstock");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
