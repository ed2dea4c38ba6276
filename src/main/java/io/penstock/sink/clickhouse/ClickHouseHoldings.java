package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.penstock.sink.CleanText;
import io.penstock.sink.Holdings;
import io.penstock.sink.Rows;
import io.penstock.sink.SinkFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the table of a stream holds: of each event the row that stays, which FINAL finds, and once
 * more each row that stands there several times for one record of the log. Until the server merges
 * them away, those are what nobody should have written.
 */
final class ClickHouseHoldings implements Holdings {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final String COLUMNS = "tenant, id, time, received_at, content_hash, data";
  private static final String PLACE =
      "%s, %s, %s".formatted(Table.TOPIC, Table.PARTITION, Table.OFFSET);

  private static final String DATA_HASH =
      "reinterpretAsInt64(reverse(substring(SHA256(data), 1, 8)))";

  private final ClickHouseClient client;
  private final String table;
  private final Optional<String> tenant;

  ClickHouseHoldings(ClickHouseClient client, Table table, Optional<String> tenant) {
    this.client = client;
    this.table = table.quoted();
    this.tenant = tenant;
  }

  @Override
  public Rows.Key key() {
    return Rows.Key.TENANT_ID_TIME;
  }

  @Override
  public Map<Long, Sum> sums(long fromMicros, long toMicros) {
    Map<Long, Sum> sums = new HashMap<>();
    ask(
        """
        SELECT intDiv(%s, %d) AS hour, toInt64(count()), groupBitXor(content_hash),
          toInt64(countIf(content_hash != %s))
        FROM (%s) GROUP BY hour\
        """
            .formatted(
                Table.micros("received_at"),
                HOUR_MICROS,
                DATA_HASH,
                shown(between(fromMicros, toMicros))),
        row -> {
          long hour = row.number();
          sums.put(hour, new Sum(row.number(), row.number(), row.number()));
        });
    return sums;
  }

  @Override
  public void rows(long fromMicros, long toMicros, Consumer<Held> each) {
    held(shown(between(fromMicros, toMicros)), each);
  }

  @Override
  public List<Held> find(List<Name> names) {
    List<Held> found = new ArrayList<>();
    names.stream()
        .collect(Collectors.groupingBy(Name::tenant))
        .forEach(
            (owner, theirs) ->
                held(
                    "SELECT %s FROM %s FINAL WHERE tenant = %s AND id IN (%s)"
                        .formatted(
                            COLUMNS,
                            table,
                            text(owner),
                            theirs.stream().map(name -> text(name.id())).collect(joining(", "))),
                    found::add));
    return found;
  }

  private static String text(String value) {
    return Table.text(new String(CleanText.utf8(value), UTF_8));
  }

  private String between(long fromMicros, long toMicros) {
    String owner = tenant.map(it -> " AND tenant = " + text(it)).orElse("");
    return "received_at >= %s AND received_at < %s%s"
        .formatted(time(fromMicros), time(toMicros), owner);
  }

  private static String time(long micros) {
    return "fromUnixTimestamp64Micro(%d, 'UTC')".formatted(micros);
  }

  private String shown(String where) {
    return """
    SELECT %1$s FROM %2$s FINAL WHERE %3$s
    UNION ALL
    SELECT %1$s FROM (
      SELECT %1$s, row_number() OVER (PARTITION BY %4$s) AS copy FROM %2$s WHERE %3$s AND (%4$s) IN (
        SELECT %4$s FROM %2$s WHERE %3$s GROUP BY %4$s HAVING count() > 1))
    WHERE copy > 1\
    """
        .formatted(COLUMNS, table, where, PLACE);
  }

  private void held(String rows, Consumer<Held> each) {
    ask(
        "SELECT toString(tenant), toString(id), %s, %s, content_hash, %s FROM (%s)"
            .formatted(Table.micros("time"), Table.micros("received_at"), DATA_HASH, rows),
        row ->
            each.accept(
                new Held(
                    row.text(),
                    row.text(),
                    row.number(),
                    row.number(),
                    row.number(),
                    row.number())));
  }

  private void ask(String sql, ClickHouseClient.Reading each) {
    try {
      client.stream(sql + " FORMAT RowBinary", each);
    } catch (IOException | Refusal fault) {
      throw new SinkFault("the sink does not answer: " + fault.getMessage(), fault);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
