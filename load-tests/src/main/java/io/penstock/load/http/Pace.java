package io.penstock.load.http;

/** When requests are due. */
public sealed interface Pace {

  /** The moment at which this request should leave; one that lies ahead is waited for. */
  long dueNanos(long request, long startedNanos);

  /** Closed loop: each connection asks again as soon as it was answered. */
  record AsFastAsAnswered() implements Pace {
    @Override
    public long dueNanos(long request, long startedNanos) {
      return System.nanoTime();
    }
  }

  /** Open loop: a fixed schedule that waits for nobody, as the senders of the world do. */
  record Scheduled(double requestsPerSecond) implements Pace {
    @Override
    public long dueNanos(long request, long startedNanos) {
      return startedNanos + (long) (request * 1e9 / requestsPerSecond);
    }
  }
}
