package io.penstock.command.send;

import java.time.Duration;

/** The passing of time, so that tests need not wait for it. */
public interface Time {
  Time SYSTEM =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  long nanos();

  void pause(Duration duration) throws InterruptedException;
}
