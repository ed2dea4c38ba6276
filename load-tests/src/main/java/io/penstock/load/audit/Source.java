package io.penstock.load.audit;

/** Somebody who sends events. One thread sends. */
interface Source extends AutoCloseable {
  /** Sends that many more, and waits only where it has too many under way. */
  void send(int events);

  /** As many are sent at once as is usual there. */
  int atOnce();

  /** Events that were acknowledged, once everything is answered. */
  long finish();

  /** How many events were given to it so far; while nobody sends. */
  long sent();

  @Override
  void close();
}
