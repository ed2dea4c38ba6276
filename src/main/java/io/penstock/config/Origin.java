package io.penstock.config;

/** Where a value came from; a later one wins over an earlier one. */
public enum Origin {
  DEFAULT("default"),
  FILE("file"),
  ENVIRONMENT("environment"),
  SETTING("--set");

  private final String label;

  Origin(String label) {
    this.label = label;
  }

  /** The key as a problem names it, with the place to mend when that is not the file. */
  String blame(Key key) {
    return switch (this) {
      case DEFAULT, FILE -> key.toString();
      case ENVIRONMENT -> key + " (" + key.variable() + ")";
      case SETTING -> key + " (" + label + ")";
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
