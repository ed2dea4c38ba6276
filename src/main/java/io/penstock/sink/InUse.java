package io.penstock.sink;

/**
 * Another process has the destination, which takes one at a time. Nothing is wrong: whoever has it
 * delivers, and this one stands by until it can have it.
 */
public final class InUse extends RuntimeException {
  public InUse(String message, Throwable cause) {
    super(message, cause);
  }
}
