package io.penstock.load.report;

/** How a sender shows who it is. The names are those of the result files. */
public enum Credential {
  STATIC_KEY("static key"),
  TENANT_KEY("tenant's key"),
  SIGNED("signed");

  private final String label;

  Credential(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
