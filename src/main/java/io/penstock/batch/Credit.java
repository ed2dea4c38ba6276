package io.penstock.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes in flight between the door and the log. Taken before anything is handed over,
 * given back by the answer.
 */
public final class Credit {
  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();

  public Credit(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Takes so many bytes, or none and answers false. */
  public boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  public void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  public long bytesTaken() {
    return taken.get();
  }

  public long bytesMax() {
    return bytesMax;
  }
}
