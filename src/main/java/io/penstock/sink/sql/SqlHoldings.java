package io.penstock.sink.sql;

import static java.util.stream.Collectors.joining;

import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Holdings;
import io.penstock.sink.Rows;
import io.penstock.sink.SinkFault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the table of a stream holds, asked in SQL on a connection that nobody else uses. */
public final class SqlHoldings implements Holdings {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int FETCH_ROWS = 5_000;

  /**
   * Where databases differ.
   *
   * @param micros what {@code %s}, a column of time, is in microseconds since 1970
   * @param time the time that {@code ?} microseconds are
   * @param dataHash the content hash of {@code data}
   * @param altered whether {@code content_hash} is another
   * @param rowsMax the most rows that one question may bring; beyond, it is asked in halves
   */
  public record Dialect(
      Rows.Key key, String micros, String time, String dataHash, String altered, long rowsMax) {}

  private final Connection connection;
  private final Dialect dialect;
  private final SqlFence fence;
  private final String table;
  private final Optional<String> tenant;
  private final LongPredicate keeps;
  private final int secondsMax;

  /**
   * Over one table.
   *
   * @param keeps whether the table is sure to hold an event of that time, in microseconds since
   *     1970
   */
  public SqlHoldings(
      Connection connection,
      Dialect dialect,
      SqlFence fence,
      SqlTable table,
      Optional<String> tenant,
      LongPredicate keeps,
      Duration atMost) {
    this.connection = connection;
    this.dialect = dialect;
    this.fence = fence;
    this.table = table.quoted();
    this.tenant = tenant;
    this.keeps = keeps;
    this.secondsMax = Math.clamp(atMost.toSeconds(), 1, Integer.MAX_VALUE);
  }

  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  @Override
  public Rows.Key key() {
    return dialect.key();
  }

  @Override
  public boolean keeps(long timeMicros, long receivedAtMicros) {
    return keeps.test(timeMicros);
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    try {
      return fence.read(connection, topic, partition);
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  @Override
  public Map<Long, Sum> sums(long fromMicros, long toMicros) {
    String hour = "CAST(floor(%s / %d) AS BIGINT)".formatted(micros("received_at"), HOUR_MICROS);
    return ask(
        "SELECT %s, count(*), bit_xor(content_hash), count(*) FILTER (WHERE %s) FROM %s%s GROUP BY 1"
            .formatted(hour, dialect.altered(), table, between()),
        List.of(fromMicros, toMicros),
        SqlHoldings::sums);
  }

  private static Map<Long, Sum> sums(ResultSet rows) throws SQLException {
    Map<Long, Sum> sums = new HashMap<>();
    while (rows.next()) {
      sums.put(rows.getLong(1), new Sum(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
    }
    return sums;
  }

  /** In halves where the database would take all of it into memory. */
  @Override
  public void rows(long fromMicros, long toMicros, Consumer<Held> each) {
    if (toMicros - fromMicros > 1 && dialect.rowsMax() < count(fromMicros, toMicros)) {
      long middle = fromMicros + (toMicros - fromMicros) / 2;
      rows(fromMicros, middle, each);
      rows(middle, toMicros, each);
    } else {
      ask(
          "SELECT " + columns() + " FROM " + table + between(),
          List.of(fromMicros, toMicros),
          rows -> tell(rows, each));
    }
  }

  private long count(long fromMicros, long toMicros) {
    return ask(
        "SELECT count(*) FROM " + table + between(),
        List.of(fromMicros, toMicros),
        rows -> rows.next() ? rows.getLong(1) : 0L);
  }

  private String between() {
    return " WHERE received_at >= %s AND received_at < %s%s"
        .formatted(dialect.time(), dialect.time(), ofTenant());
  }

  private String ofTenant() {
    return tenant.isPresent() ? " AND tenant = ?" : "";
  }

  private String columns() {
    return String.join(
        ", ",
        "tenant",
        "id",
        micros("time"),
        micros("received_at"),
        "content_hash",
        dialect.dataHash());
  }

  private String micros(String column) {
    return dialect.micros().formatted(column);
  }

  @Override
  public List<Held> find(List<Name> names) {
    List<Held> found = new ArrayList<>();
    names.stream()
        .collect(Collectors.groupingBy(Name::tenant))
        .forEach((owner, theirs) -> find(owner, theirs, found));
    return found;
  }

  private void find(String owner, List<Name> names, List<Held> found) {
    String sql =
        "SELECT %s FROM %s WHERE tenant = ? AND id IN (%s)"
            .formatted(columns(), table, names.stream().map(name -> "?").collect(joining(", ")));
    List<Object> values = new ArrayList<>();
    values.add(SqlText.clean(owner));
    names.forEach(name -> values.add(SqlText.clean(name.id())));
    run(sql, values, rows -> tell(rows, found::add));
  }

  private static boolean tell(ResultSet rows, Consumer<Held> each) throws SQLException {
    while (rows.next()) {
      each.accept(
          new Held(
              rows.getString(1),
              rows.getString(2),
              rows.getLong(3),
              rows.getLong(4),
              rows.getLong(5),
              bits(rows.getObject(6))));
    }
    return true;
  }

  /** Eight bytes, whether the database takes them for a number with a sign or not. */
  private static long bits(@Nullable Object hash) {
    return hash instanceof Number number ? number.longValue() : 0;
  }

  private <T> T ask(String sql, List<Object> times, Reading<T> reading) {
    List<Object> values = new ArrayList<>(times);
    tenant.map(SqlText::clean).ifPresent(values::add);
    return run(sql, values, reading);
  }

  private <T> T run(String sql, List<Object> values, Reading<T> reading) {
    try (PreparedStatement asked = connection.prepareStatement(sql)) {
      asked.setQueryTimeout(secondsMax);
      asked.setFetchSize(FETCH_ROWS);
      for (int i = 0; i < values.size(); i++) {
        asked.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = asked.executeQuery()) {
        return reading.read(rows);
      }
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  private static SinkFault faultOf(SQLException fault) {
    return new SinkFault("the sink does not answer: " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }
}
