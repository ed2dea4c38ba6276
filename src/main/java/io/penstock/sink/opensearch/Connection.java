package io.penstock.sink.opensearch;

import org.jspecify.annotations.Nullable;

/** A client that is made when it is needed, also after it was closed. */
final class Connection implements AutoCloseable {
  private final OpenSearchConfig config;
  private volatile @Nullable OpenSearchClient client;

  Connection(OpenSearchConfig config) {
    this.config = config;
  }

  OpenSearchClient client() {
    OpenSearchClient current = client;
    if (current == null) {
      current = new OpenSearchClient(config, config.requestTimeout());
      client = current;
    }
    return current;
  }

  @Override
  public void close() {
    OpenSearchClient closing = client;
    client = null;
    if (closing != null) {
      closing.close();
    }
  }
}
