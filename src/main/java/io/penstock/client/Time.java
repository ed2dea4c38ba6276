package io.penstock.client;

import java.time.Duration;
import java.time.Instant;

/** The passing of time, so that tests need not wait for it. */
interface Time {
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  Instant now();

  /** For how long something takes, and nothing else. */
  long nanos();

  void pause(Duration duration) throws InterruptedException;
}
