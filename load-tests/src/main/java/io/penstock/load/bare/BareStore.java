package io.penstock.load.bare;

import java.sql.SQLException;
import java.util.List;

/** A store and its library with nothing around them. */
interface BareStore extends AutoCloseable {
  /** Makes the rows ready in the library's own form; nothing of it is measured. */
  Load ready(List<BareRow> rows);

  /** Whether the same rows can be loaded again, and are new each time. */
  default boolean takesRowsAgain() {
    return false;
  }

  /** Writes rows and commits them: what is measured. */
  @FunctionalInterface
  interface Load {
    /** Answers how many rows were new. */
    int run() throws SQLException;
  }

  @Override
  void close() throws SQLException;
}
