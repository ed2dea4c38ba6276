package io.penstock.sink.clickhouse;

/** Writes JSON values into columns of one type. */
@FunctionalInterface
interface ValueWriter {
  /** Writes the value at {@code json[from, to)}, which is well-formed and may be {@code null}. */
  void write(byte[] json, int from, int to, RowBytes out) throws Unfit;
}
