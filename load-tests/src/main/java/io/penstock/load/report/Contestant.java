package io.penstock.load.report;

/** Who is measured. The names are those of {@code --only} and of the result files. */
public enum Contestant {
  PERF("ProducerPerformance"),
  FLOOR("Floor server"),
  PENSTOCK("Penstock");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
