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
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  Instant now();

  void pause(Duration duration) throws InterruptedException;
}
