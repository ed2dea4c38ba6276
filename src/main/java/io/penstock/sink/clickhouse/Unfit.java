package io.penstock.sink.clickhouse;

/** A value does not fit its column. The code is the number that ClickHouse has for it. */
final class Unfit extends Exception {
  static final int TYPE = 53;
  static final int RANGE = 321;
  static final int LENGTH = 131;
  static final int ELEMENT = 691;
  static final int NULL = 349;

  private final int code;

  Unfit(int code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
