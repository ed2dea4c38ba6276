package io.penstock.sink.clickhouse;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.sink.Batch;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Encoded;
import io.penstock.sink.Holdings;
import io.penstock.sink.Inspectable;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.http.Unanswered;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into ClickHouse, a batch an insert.
 *
 * <p>There are no transactions that could hold a checkpoint beside the rows. Instead the group
 * knows of each range before it is written, so that whoever comes next offers the same one again.
 * It goes out under the same token, of which the server takes one insert only; and of a range that
 * may be there, the rows that are there are looked for first, and afterwards those that are not: a
 * server that is killed may have kept the token and lost the rows.
 */
public final class ClickHouseSink implements Sink, Inspectable {
  /** Each insert is a part on disk that the server has to merge. */
  private static final BatchSize BATCH = new BatchSize(20_000, 8 << 20, Duration.ofSeconds(2));

  public static final SinkType TYPE = new SinkType("clickhouse", BATCH, ClickHouseSink::recipe);

  /** That one is used up in vain is rare already. */
  private static final int TOKENS_OF_A_RANGE = 3;

  /** 24 bytes a row: more than the largest batch with every row there several times. */
  private static final int LOOK_BYTES_MAX = 128 << 20;

  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  private final ClickHouseConfig config;
  private final SinkSetup setup;
  private final Clock clock = Clock.systemUTC();
  private volatile @Nullable ClickHouseClient client;
  private volatile @Nullable Encoders encoders;

  private ClickHouseSink(ClickHouseConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = ClickHouseConfig.read(section);
    return setup -> new ClickHouseSink(config, setup);
  }

  @Override
  public void open() {
    Tables.requireOneEach(setup.streams());
    try {
      new Tables(client(), config).make(setup.streams());
      encoders = read(true);
    } catch (IOException | Refusal fault) {
      throw faultOf(fault);
    }
  }

  @Override
  public boolean wantsIntents() {
    return true;
  }

  /** No event is given up for what a table was like some time ago: people mend it meanwhile. */
  @Override
  public Encoded encode(Batch batch) {
    try {
      Encoders known = encoders;
      if (known == null || known.areStale(clock.instant())) {
        known = lookAgain();
      }
      Insert insert = known.of(batch.stream()).encode(batch);
      return insert.setAside().isEmpty() || known.areFresh(clock.instant())
          ? insert
          : lookAgain().of(batch.stream()).encode(batch);
    } catch (IOException | Refusal fault) {
      throw faultOf(fault);
    }
  }

  private Encoders lookAgain() throws IOException, Refusal {
    Encoders now = read(false);
    encoders = now;
    return now;
  }

  private Encoders read(boolean tells) throws IOException, Refusal {
    return Encoders.read(
        setup.streams(), new Tables(client(), config), config.format(), clock.instant(), tells);
  }

  @Override
  public Outcome write(Encoded encoded) {
    var insert = (Insert) encoded;
    try {
      if (insert.batch().mayBeThere()) {
        insertWhatIsMissing(insert);
      } else if (!insert.isEmpty()) {
        insertAll(insert);
      }
      return DELIVERED;
    } catch (Refusal refusal) {
      Outcome outcome = ClickHouseErrors.outcomeOf(refusal);
      if (outcome instanceof Outcome.Hold hold && hold.cause() == Cause.SCHEMA) {
        encoders = null;
      }
      return outcome;
    } catch (IOException fault) {
      return Unanswered.outcomeOf("ClickHouse", fault);
    }
  }

  /**
   * A connection that the server closed while nothing was sent breaks with the next request, which
   * is no sign of trouble.
   */
  private void insertAll(Insert insert) throws IOException, Refusal {
    try {
      client().insert(insert.statement(), insert.bodyBut(Set.of()), insert.token(setup.name()));
    } catch (ConnectException | HttpTimeoutException away) {
      throw away;
    } catch (IOException broken) {
      insertWhatIsMissing(insert);
    }
  }

  /**
   * A token may have been used up by an insert of which the server lost the rows, so that another
   * one follows where rows are missing still. They are the same in the same order each time: what
   * is under way since an earlier attempt is not doubled either.
   */
  private void insertWhatIsMissing(Insert insert) throws IOException, Refusal {
    String token = insert.token(setup.name());
    for (int attempt = 0; attempt < TOKENS_OF_A_RANGE; attempt++) {
      Set<Long> there = offsetsThere(insert);
      if (there.size() == insert.offsets().length) {
        return;
      }
      client()
          .insert(
              insert.statement(),
              insert.bodyBut(there),
              attempt == 0 ? token : token + "/" + attempt);
    }
  }

  /** Those of its rows that are there. */
  private Set<Long> offsetsThere(Insert insert) throws IOException {
    Batch batch = insert.batch();
    Set<Long> there = new HashSet<>();
    try {
      client()
          .read(
              """
              SELECT toInt64(%1$s), content_hash, %9$s FROM %2$s WHERE %3$s = %4$s AND %5$s = %6$d \
              AND %1$s >= %7$d AND %1$s < %8$d FORMAT RowBinary\
              """
                  .formatted(
                      Table.OFFSET,
                      insert.table().table().quoted(),
                      Table.TOPIC,
                      Table.text(batch.topic()),
                      Table.PARTITION,
                      batch.partition(),
                      batch.first(),
                      batch.next(),
                      Table.micros("received_at")),
              LOOK_BYTES_MAX,
              row -> {
                long offset = row.number();
                if (insert.has(offset, Mark.of(row.number(), row.number()))) {
                  there.add(offset);
                }
              });
    } catch (Refusal refusal) {
      throw new IOException("it does not tell what is there: " + refusal.getMessage(), refusal);
    }
    return there;
  }

  @Override
  public Holdings inspect(Stream stream, Optional<String> tenant, Duration atMost) {
    return new ClickHouseHoldings(
        new ClickHouseClient(config, atMost), Table.of(stream, config.database()), tenant);
  }

  private ClickHouseClient client() {
    ClickHouseClient current = client;
    if (current == null) {
      current = new ClickHouseClient(config, config.statementTimeout());
      client = current;
    }
    return current;
  }

  private static SinkFault faultOf(Exception fault) {
    return new SinkFault("ClickHouse: " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    ClickHouseClient closing = client;
    client = null;
    encoders = null;
    if (closing != null) {
      closing.close();
    }
  }
}
