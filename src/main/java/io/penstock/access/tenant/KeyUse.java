package io.penstock.access.tenant;

/** When a key was last used. Event loops note it, somebody else writes it down; for any thread. */
public final class KeyUse {
  private static final long RESOLUTION_MILLIS = 1_000;

  private volatile long lastMillis;
  private long writtenMillis;

  KeyUse(long lastMillis) {
    this.lastMillis = lastMillis;
    this.writtenMillis = lastMillis;
  }

  /** Loops that all use one key write to it once a second, not at each request. */
  public void note(long nowMillis) {
    if (nowMillis - lastMillis >= RESOLUTION_MILLIS) {
      lastMillis = nowMillis;
    }
  }

  /** In milliseconds since 1970; 0 for never. */
  public long lastMillis() {
    return lastMillis;
  }

  /** Whether it was used since that was written down. */
  synchronized boolean isNews() {
    return lastMillis > writtenMillis;
  }

  /** So much of it is written down. */
  synchronized void written(long upToMillis) {
    writtenMillis = Math.max(writtenMillis, upToMillis);
  }
}
