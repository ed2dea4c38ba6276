package io.penstock.sink.opensearch;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.sink.Batch;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Encoded;
import io.penstock.sink.Holdings;
import io.penstock.sink.Inspectable;
import io.penstock.sink.Moment;
import io.penstock.sink.Outcome;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.Upkeep;
import io.penstock.sink.http.Unanswered;
import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes events into OpenSearch, a batch a bulk.
 *
 * <p>A document's id is the event's identity, and documents are only made, never overwritten: what
 * is offered again is there once, whoever offers it and how often. The answer says of each event
 * what became of it.
 */
public final class OpenSearchSink implements Sink, Inspectable {
  private static final BatchSize BATCH = new BatchSize(5_000, 8 << 20, Duration.ofSeconds(1));

  public static final SinkType TYPE = new SinkType("opensearch", BATCH, OpenSearchSink::recipe);

  /** How long to wait before what the cluster had no time for is sent once more. */
  private static final Duration[] PAUSES = {Duration.ofMillis(250), Duration.ofSeconds(1)};

  private final OpenSearchConfig config;
  private final SinkSetup setup;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Documents> documents = new HashMap<>();
  private final Connection connection;

  private OpenSearchSink(OpenSearchConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.connection = new Connection(config);
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = OpenSearchConfig.read(section);
    return new SinkType.Recipe() {
      @Override
      public Sink make(SinkSetup setup) {
        return new OpenSearchSink(config, setup);
      }

      @Override
      public Optional<Upkeep> upkeep(SinkSetup setup) {
        return config.hasUpkeep()
            ? Optional.of(new OpenSearchUpkeep(config, setup))
            : Optional.empty();
      }
    };
  }

  @Override
  public void open() {
    try {
      var templates = new Templates(client(), config);
      for (Stream stream : setup.streams()) {
        templates.make(DocumentIndex.of(stream, config));
      }
    } catch (IOException | Refusal fault) {
      throw new SinkFault("OpenSearch: " + fault.getMessage(), fault);
    }
  }

  /**
   * In a data stream an id is unique within one of its indices, and a new one may have begun since
   * a range was written.
   */
  @Override
  public boolean wantsIntents() {
    return config.indices() == Indices.DATA_STREAM;
  }

  @Override
  public Encoded encode(Batch batch) {
    return documents
        .computeIfAbsent(
            batch.stream().name(), name -> new Documents(DocumentIndex.of(batch.stream(), config)))
        .encode(batch);
  }

  @Override
  public Outcome write(Encoded encoded) {
    var bulk = (Bulk) encoded;
    var fates = new Fates(bulk, LocalDate.now(clock).toEpochDay());
    var time = new WriteTime(config.requestTimeout());
    try {
      if (bulk.batch().mayBeThere()) {
        fates.areThere(new DataStream(client(), bulk.index()).those(bulk, time));
      }
      send(bulk, fates, time);
      return fates.outcome();
    } catch (Refusal refusal) {
      return Fates.hold(refusal.trouble());
    } catch (IOException fault) {
      return Unanswered.outcomeOf("OpenSearch", fault);
    }
  }

  /** What only needs a moment gets one, unless nothing got in at all: then the sink is held. */
  private void send(Bulk bulk, Fates fates, WriteTime time) throws IOException, Refusal {
    sendOrHalve(bulk, fates.open(), fates, time);
    for (Duration moment : PAUSES) {
      BitSet busy = fates.busy();
      if (busy.isEmpty() || !fates.isAnyThere() || !time.isLeft()) {
        return;
      }
      Moment.pass(moment);
      sendOrHalve(bulk, busy, fates, time);
    }
  }

  /** What is too much at once may do in two. */
  private void sendOrHalve(Bulk bulk, BitSet events, Fates fates, WriteTime time)
      throws IOException, Refusal {
    int count = events.cardinality();
    if (count == 0) {
      return;
    }
    try {
      time.requireLeft();
      fates.say(events, client().bulk(bulk.bodyOf(events), count));
    } catch (Refusal refusal) {
      if (!refusal.trouble().isTooMuchAtOnce()) {
        throw refusal;
      }
      if (count == 1) {
        fates.say(events, refusal.trouble());
      } else {
        BitSet first = Bulk.firstHalf(events);
        var second = (BitSet) events.clone();
        second.andNot(first);
        sendOrHalve(bulk, first, fates, time);
        sendOrHalve(bulk, second, fates, time);
      }
    }
  }

  @Override
  public Holdings inspect(Stream stream, Optional<String> tenant, Duration atMost) {
    return new OpenSearchHoldings(
        new OpenSearchClient(config, atMost),
        DocumentIndex.of(stream, config),
        config.lifecycle().deleteAfter(),
        tenant,
        clock);
  }

  private OpenSearchClient client() {
    return connection.client();
  }

  @Override
  public void close() {
    connection.close();
  }
}
