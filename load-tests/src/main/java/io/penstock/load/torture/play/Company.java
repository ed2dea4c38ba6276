package io.penstock.load.torture.play;

/** Who sends beside the senders of a run, to find out something of his own. */
@FunctionalInterface
public interface Company extends AutoCloseable {
  /** Returns when nothing more is sent. */
  @Override
  void close();
}
