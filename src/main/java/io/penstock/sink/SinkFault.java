package io.penstock.sink;

/** A sink could not do its work and cannot say more than why. */
public final class SinkFault extends RuntimeException {
  public SinkFault(String message) {
    super(message);
  }

  public SinkFault(String message, Throwable cause) {
    super(message, cause);
  }
}
