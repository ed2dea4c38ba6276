package io.penstock.worker;

/**
 * Housekeeping in small steps, each from one checkpoint to the next and harmless when done twice.
 * Steps run on a virtual thread, one after the other, and may block.
 */
public interface Worker extends AutoCloseable {
  /** Of the health component too. */
  String name();

  /** Takes what it needs. */
  void open();

  /** One bounded step. What it throws costs a rest, and then the worker is opened anew. */
  Progress step() throws Exception;

  /** Gives back what it took. Safe to call when {@link #open} never succeeded. */
  @Override
  void close();
}
