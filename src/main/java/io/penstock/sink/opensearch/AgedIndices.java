package io.penstock.sink.opensearch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the indices of a stream that are done with, and since when. */
final class AgedIndices {
  private static final String COLUMNS =
      "?format=json&h=index,uuid,status,pri,docs.count,creation.date&expand_wildcards=all";

  private final OpenSearchClient client;
  private final DocumentIndex index;

  AgedIndices(OpenSearchClient client, DocumentIndex index) {
    this.client = client;
    this.index = index;
  }

  /** One row of what the cluster has. */
  private record Found(
      String name, String uuid, boolean isOpen, int shards, long documents, Instant made) {
    static Found of(JsonObject row) {
      return new Found(
          row.getString("index"),
          row.getString("uuid", ""),
          "open".equals(row.getString("status")),
          number(row, "pri").intValue(),
          number(row, "docs.count"),
          Instant.ofEpochMilli(number(row, "creation.date")));
    }

    /** A closed index has no counts. */
    private static Long number(JsonObject row, String name) {
      String value = row.getString(name);
      return value == null || value.isEmpty() ? 0L : Long.valueOf(value);
    }

    Aged since(Instant ended) {
      return new Aged(name, uuid, ended, isOpen, shards, documents);
    }
  }

  /** Those whose day is over, or that another one has followed; the oldest first. */
  List<Aged> ended(Instant now) throws IOException, Refusal {
    return index.isDaily() ? daily(now) : rolledOver();
  }

  private List<Aged> daily(Instant now) throws IOException, Refusal {
    List<Aged> aged = new ArrayList<>();
    for (Found found : all()) {
      Optional<LocalDate> day = index.dayOf(found.name());
      if (day.isPresent()) {
        aged.add(found.since(day.get().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
      }
    }
    aged.removeIf(one -> one.ended().isAfter(now));
    aged.sort(Comparator.comparing(Aged::ended));
    return aged;
  }

  /** Those of a data stream but for the last: each ended as the next began. */
  private List<Aged> rolledOver() throws IOException, Refusal {
    List<Found> all = generations();
    List<Aged> aged = new ArrayList<>();
    for (int i = 0; i + 1 < all.size(); i++) {
      aged.add(all.get(i).since(all.get(i + 1).made()));
    }
    return aged;
  }

  /** Names of those that are not open. */
  List<String> closed() throws IOException, Refusal {
    return all().stream().filter(found -> !found.isOpen()).map(Found::name).toList();
  }

  /** Whether a data stream's last index holds documents and began on a day before this one. */
  boolean wantsRollover(Instant now) throws IOException, Refusal {
    if (index.isDaily()) {
      return false;
    }
    List<Found> all = generations();
    return !all.isEmpty()
        && all.getLast().documents() > 0
        && day(all.getLast().made()).isBefore(day(now));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private List<Found> generations() throws IOException, Refusal {
    return all().stream().sorted(Comparator.comparing(Found::name)).toList();
  }

  private List<Found> all() throws IOException, Refusal {
    JsonArray rows = client.list("/_cat/indices/" + index.indicesPattern() + COLUMNS);
    return rows.stream()
        .map(row -> Found.of((JsonObject) row))
        .filter(found -> index.has(found.name()))
        .toList();
  }
}
