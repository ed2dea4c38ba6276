package io.penstock.load.torture.scenario;

import io.penstock.load.torture.account.Tally;

/**
 * A fault that a copy of a sink's table is given, and the one column of the account in which it has
 * to show. The copy is {@code plant}, with place, id and data.
 */
enum Plant {
  DROP("1 acknowledged row deleted", "lost", "DELETE FROM plant WHERE id = '%1$s'"),
  DOUBLE(
      "1 row doubled",
      "dup",
      "INSERT INTO plant SELECT place + 1000000000, id, data FROM plant WHERE id = '%1$s'"),
  ADD(
      "1 row that nobody sent",
      "unexpected",
      "INSERT INTO plant SELECT place, 't-1-999999999', data FROM plant WHERE id = '%1$s'"),
  FLIP(
      "1 byte of a stored event changed",
      "corrupt",
      "UPDATE plant SET data = replace(data, '\"amount\"', '\"amounT\"') WHERE id = '%1$s'"),
  SWAP(
      "2 of one key swapped",
      "order",
      """
      UPDATE plant SET place = (SELECT other.place FROM plant other
        WHERE other.id = CASE plant.id WHEN '%1$s' THEN '%2$s' ELSE '%1$s' END)
      WHERE id IN ('%1$s', '%2$s')\
      """);

  private final String words;
  private final String column;
  private final String sql;

  Plant(String words, String column, String sql) {
    this.words = words;
    this.column = column;
    this.sql = sql;
  }

  /** The ids are of two events of one key, one after the other. */
  String sql(String id, String next) {
    return sql.formatted(id, next);
  }

  String words() {
    return words;
  }

  /** In its own column once, and in no other. */
  boolean isFlaggedIn(Tally tally) {
    return own(tally) == 1 && tally.lost() + tally.wrong() == 1;
  }

  private long own(Tally tally) {
    return switch (this) {
      case DROP -> tally.lost();
      case DOUBLE -> tally.dup();
      case ADD -> tally.unexpected();
      case FLIP -> tally.corrupt();
      case SWAP -> tally.order();
    };
  }

  String column() {
    return column;
  }
}
