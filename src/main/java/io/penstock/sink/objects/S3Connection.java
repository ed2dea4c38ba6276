package io.penstock.sink.objects;

import org.jspecify.annotations.Nullable;

/** A bucket that is opened when it is first asked for, also after it was closed. */
public final class S3Connection implements AutoCloseable {
  private final S3Access access;
  private volatile @Nullable S3Store store;

  public S3Connection(S3Access access) {
    this.access = access;
  }

  /** Not for two threads at once. */
  public S3Store store() {
    S3Store current = store;
    if (current == null) {
      current = new S3Store(access);
      store = current;
    }
    return current;
  }

  @Override
  public void close() {
    S3Store closing = store;
    store = null;
    if (closing != null) {
      closing.close();
    }
  }
}
