package io.penstock.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that a person may ask questions in SQL. */
public interface Queryable {
  /** Whether it can be asked from here; where another node has it, only there. */
  boolean isHere();

  /**
   * Answers one statement that only reads. Blocks for at most ten seconds; never on the sink's own
   * connection.
   *
   * @throws Refused where the statement is not of that kind, or takes too long
   */
  Rows query(String sql) throws Refused;

  /** At most 10,000 rows; {@code complete} says whether that was all. */
  record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean complete) {}

  /** Why a statement is not answered, in words for the person who asked. */
  final class Refused extends Exception {
    public Refused(String reason) {
      super(reason);
    }
  }
}
