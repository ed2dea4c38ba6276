package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.sink.ContentHash;
import io.penstock.sink.Holdings;
import io.penstock.sink.Rows;
import io.penstock.sink.SinkFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the indices of a stream hold. OpenSearch cannot combine hashes by itself, so that sums mean
 * reading every document.
 */
final class OpenSearchHoldings implements Holdings {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int IDS_AT_ONCE = 1_000;

  /** What is deleted while a comparison runs must not be missed by it. */
  private static final Duration COMPARING_MAX = Duration.ofHours(6);

  private final OpenSearchClient client;
  private final DocumentIndex index;
  private final Optional<Duration> deleteAfter;
  private final Optional<String> tenant;
  private final Clock clock;
  private final ContentHash hash = new ContentHash();
  private boolean refreshed;

  OpenSearchHoldings(
      OpenSearchClient client,
      DocumentIndex index,
      Optional<Duration> deleteAfter,
      Optional<String> tenant,
      Clock clock) {
    this.client = client;
    this.index = index;
    this.deleteAfter = deleteAfter;
    this.tenant = tenant;
    this.clock = clock;
  }

  @Override
  public Rows.Key key() {
    return index.key();
  }

  @Override
  public boolean keeps(long timeMicros, long receivedAtMicros) {
    return deleteAfter
        .map(after -> index.endOf(timeMicros, receivedAtMicros).plus(after).minus(COMPARING_MAX))
        .map(gone -> clock.instant().isBefore(gone))
        .orElse(true);
  }

  @Override
  public Map<Long, Sum> sums(long fromMicros, long toMicros) {
    Map<Long, Sum> sums = new HashMap<>();
    rows(
        fromMicros,
        toMicros,
        row ->
            sums.merge(
                Math.floorDiv(row.receivedAtMicros(), HOUR_MICROS),
                new Sum(1, row.storedHash(), row.isAltered() ? 1 : 0),
                (one, other) ->
                    new Sum(
                        one.rows() + other.rows(),
                        one.hashes() ^ other.hashes(),
                        one.altered() + other.altered())));
    return sums;
  }

  @Override
  public void rows(long fromMicros, long toMicros, Consumer<Held> each) {
    var received =
        new JsonObject()
            .put("gte", Documents.time(fromMicros))
            .put("lt", Documents.time(toMicros))
            .put("format", "strict_date_optional_time_nanos");
    var all = new JsonArray();
    all.add(of("range", of("received_at", received)));
    tenant.ifPresent(owner -> all.add(of("term", of("tenant", owner))));
    read(of("bool", of("filter", all)), each);
  }

  @Override
  public List<Held> find(List<Name> names) {
    List<Held> found = new ArrayList<>();
    var ids = new DocumentId();
    for (int from = 0; from < names.size(); from += IDS_AT_ONCE) {
      var some = new JsonArray();
      names
          .subList(from, Math.min(names.size(), from + IDS_AT_ONCE))
          .forEach(name -> some.add(ids.of(name.tenant(), name.id())));
      read(of("ids", of("values", some)), found::add);
    }
    return found;
  }

  private static JsonObject of(String name, Object value) {
    return new JsonObject().put(name, value);
  }

  private void read(JsonObject query, Consumer<Held> each) {
    try {
      showWhatIsThere();
      new Scroll(client)
          .read(
              index.pattern(),
              query,
              document -> {
                if (index.has(document.index())) {
                  each.accept(held(document));
                }
              });
    } catch (IOException | Refusal fault) {
      throw new SinkFault("the sink does not answer: " + fault.getMessage(), fault);
    }
  }

  /** A search finds what was written before the last refresh. */
  private void showWhatIsThere() throws IOException, Refusal {
    if (!refreshed) {
      for (String closed : new AgedIndices(client, index).closed()) {
        throw new IOException("index %s is closed, so that nobody can see it".formatted(closed));
      }
      client.send("POST", "/" + index.pattern() + "/_refresh?ignore_unavailable=true", "");
      refreshed = true;
    }
  }

  private Held held(Scroll.Document document) {
    return new Held(
        document.tenant(),
        document.id(),
        micros(document.time()),
        micros(document.receivedAt()),
        document.contentHash(),
        hash.of(document.data().getBytes(UTF_8)));
  }

  /** A document that somebody else made may hold anything. */
  private static long micros(String time) {
    try {
      return Documents.micros(time);
    } catch (DateTimeParseException another) {
      return 0;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
