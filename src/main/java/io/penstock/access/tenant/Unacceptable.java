package io.penstock.access.tenant;

/** What was asked for cannot be; the message says why, and what could. */
public final class Unacceptable extends Exception {
  public Unacceptable(String message) {
    super(message);
  }
}
