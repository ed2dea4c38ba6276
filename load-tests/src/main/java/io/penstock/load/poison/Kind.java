package io.penstock.load.poison;

/**
 * What is bad in one event of a hundred. Every table is a person's: its names are integers but 13.
 */
public enum Kind {
  NONE("none", "1", ""),

  /** Known before anything is written, since the sink has looked at the table's columns. */
  ENCODING("encoding", "thirteen", "name"),

  /** It fits the column, and only the destination knows the rule. */
  RULE("rule", "13", "unlucky");

  private final String label;
  private final String badName;
  private final String path;

  Kind(String label, String badName, String path) {
    this.label = label;
    this.badName = badName;
    this.path = path;
  }

  /** For tables, topics and people. */
  public String label() {
    return label;
  }

  /** The name that a bad event has. */
  String badName() {
    return badName;
  }

  /** The field or constraint that a dead letter has to blame. */
  String path() {
    return path;
  }

  /** What a person does to the table before anything is written. */
  static String rules(String table) {
    return """
    ALTER TABLE %1$s ALTER COLUMN name TYPE integer USING name::integer,
      ADD CONSTRAINT unlucky CHECK (name <> 13)\
    """
        .formatted(table);
  }

  /** What a person does to it so that everything fits. */
  static String cure(String table) {
    return """
    ALTER TABLE %1$s DROP CONSTRAINT unlucky, ALTER COLUMN name TYPE text\
    """
        .formatted(table);
  }
}
