package io.penstock.sink.clickhouse;

import io.penstock.event.json.Fields;
import io.penstock.sink.Row;
import java.util.List;

/** How the rows of one table are written. */
interface RowFormat {
  /** Those there are. */
  enum Kind {
    ROW_BINARY,
    JSON_EACH_ROW
  }

  /** What the insert calls it. */
  String name();

  /** The columns that rows have a value for. */
  List<String> columns();

  /** The fields of an event that have a place in a row; all others are its {@code extra}. */
  List<String> fields();

  /** What stands once before the rows. */
  byte[] header();

  /**
   * Writes one row.
   *
   * @param fields those of the event, by their place in {@link #fields}
   * @throws Misfit where a value does not fit its column; half a row may be written then
   */
  void write(Row row, Source source, Fields fields, RowBytes out) throws Misfit;

  /** The partition that the rows come from. */
  record Source(byte[] topic, int partition) {}

  /** A value that does not fit, and the column that it does not fit. */
  final class Misfit extends Exception {
    private final String column;
    private final Unfit unfit;

    Misfit(String column, Unfit unfit) {
      super(unfit.getMessage(), null, false, false);
      this.column = column;
      this.unfit = unfit;
    }

    String column() {
      return column;
    }

    int code() {
      return unfit.code();
    }
  }
}
