package io.penstock.load.process;

/**
 * The bench cannot go on; the message says what failed, with the end of the log where there is one.
 */
public final class BenchFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchFault(String message) {
    super(message);
  }

  public BenchFault(String message, Throwable cause) {
    super(message + ": " + cause, cause);
  }
}
