package io.penstock.event.json;

/**
 * The bytes are not JSON as RFC 8259 has it. Made without a stack trace: it is the sender's fault.
 */
public final class MalformedJson extends Exception {
  private final int offset;

  public MalformedJson(int offset, String what) {
    super(what, null, false, false);
    this.offset = offset;
  }

  /** Where in the bytes, counted from 0. */
  public int offset() {
    return offset;
  }

  /** What was found there, without the place. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
