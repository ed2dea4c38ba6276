package io.penstock.sink.opensearch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/** Keeps an index in a repository before it is deleted. */
final class Snapshots {
  /** How far that is. */
  enum Standing {
    NOT_WANTED,
    BEGUN,
    UNDER_WAY,
    KEPT
  }

  private final OpenSearchClient client;
  private final Optional<String> repository;

  Snapshots(OpenSearchClient client, Optional<String> repository) {
    this.client = client;
    this.repository = repository;
  }

  /**
   * Begins one where there is none.
   *
   * @throws IOException where one is there that does not hold the whole index: what to do with it
   *     is for people
   */
  Standing of(String index) throws IOException, Refusal {
    if (repository.isEmpty()) {
      return Standing.NOT_WANTED;
    }
    String path = "/_snapshot/%s/penstock-%s".formatted(repository.get(), plain(index));
    Optional<String> state = state(path);
    if (state.isEmpty()) {
      client.put(
          path + "?wait_for_completion=false",
          new JsonObject().put("indices", index).put("include_global_state", false));
      return Standing.BEGUN;
    }
    return switch (state.get()) {
      case "SUCCESS" -> Standing.KEPT;
      case "IN_PROGRESS", "STARTED" -> Standing.UNDER_WAY;
      default ->
          throw new IOException(
              "snapshot penstock-%s in repository %s is %s: delete it, and a new one is made"
                  .formatted(plain(index), repository.get(), state.get()));
    };
  }

  /** The names of a data stream's indices begin with a dot. */
  private static String plain(String index) {
    return index.startsWith(".") ? index.substring(1) : index;
  }

  private Optional<String> state(String path) throws IOException, Refusal {
    try {
      JsonArray snapshots = client.get(path).getJsonArray("snapshots", new JsonArray());
      return snapshots.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(snapshots.getJsonObject(0).getString("state"));
    } catch (Refusal refusal) {
      if (refusal.trouble().type().equals("snapshot_missing_exception")) {
        return Optional.empty();
      }
      throw refusal;
    }
  }
}
