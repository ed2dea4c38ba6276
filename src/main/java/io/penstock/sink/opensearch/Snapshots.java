package io.penstock.sink.opensearch;

import io.penstock.sink.SinkFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
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
   * Begins one where there is none. From then on nothing is written to the index, so that the
   * snapshot holds all that is deleted; and an index that is made again has a snapshot of its own.
   *
   * @throws SinkFault where one is there that does not hold the whole index: what to do with it is
   *     for people
   */
  Standing of(Aged index) throws IOException, Refusal {
    if (repository.isEmpty()) {
      return Standing.NOT_WANTED;
    }
    String snapshot = nameOf(index);
    String path = "/_snapshot/%s/%s".formatted(repository.get(), snapshot);
    Optional<String> state = state(path);
    if (state.isEmpty()) {
      client.put("/" + index.name() + "/_block/write", new JsonObject());
      client.put(
          path + "?wait_for_completion=false",
          new JsonObject().put("indices", index.name()).put("include_global_state", false));
      return Standing.BEGUN;
    }
    return switch (state.get()) {
      case "SUCCESS" -> Standing.KEPT;
      case "IN_PROGRESS", "STARTED" -> Standing.UNDER_WAY;
      default ->
          throw new SinkFault(
              "OpenSearch: snapshot %s in repository %s is %s: delete it, and a new one is made"
                  .formatted(snapshot, repository.get(), state.get()));
    };
  }

  /** In small letters, as such names are; those of a data stream's indices begin with a dot. */
  private static String nameOf(Aged index) {
    String plain = index.name().startsWith(".") ? index.name().substring(1) : index.name();
    return "penstock-%s-%s".formatted(plain, index.uuid().toLowerCase(Locale.ROOT));
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
