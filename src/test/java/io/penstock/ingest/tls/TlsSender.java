package io.penstock.ingest.tls;

/** Sends events one by one, over a connection that it keeps. */
interface TlsSender extends AutoCloseable {
  String NO_KEY = "";

  /** {@code key} goes along unless it is empty. */
  Heard send(String key);

  @Override
  void close();
}
