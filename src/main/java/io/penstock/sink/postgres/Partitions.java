package io.penstock.sink.postgres;

import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The partitions of one table, made when the first event of their time comes. Events from far away
 * in time go to the default partition, so that a wrong clock does not make thousands of tables.
 */
final class Partitions {
  static final int DAYS_BACK_MAX = 400;
  static final int DAYS_AHEAD_MAX = 30;
  private static final int MADE_AT_ONCE_MAX = 100;

  /**
   * It was there before; it overlaps one that somebody made with other limits; the default
   * partition holds rows of its time. Each time the rows have a place.
   */
  private static final Set<String> HAS_A_PLACE = Set.of("42P07", "42P17", "23514");

  private final SqlTable table;
  private final Period.Length length;
  private final Clock clock;
  private final Set<Period> known = new HashSet<>();

  Partitions(SqlTable table, Period.Length length, Clock clock) {
    this.table = table;
    this.length = length;
    this.clock = clock;
  }

  static String defaultOf(SqlTable table) {
    return SqlText.quoted(table.name() + "_default");
  }

  /** Makes the partitions that events of these days need, the newest first. */
  void make(Set<LocalDate> days, Connection connection) throws SQLException {
    for (Period missing : missing(days)) {
      make(missing, connection);
      known.add(missing);
    }
  }

  private List<Period> missing(Set<LocalDate> days) {
    var today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    return days.stream()
        .filter(day -> !day.isBefore(today.minusDays(DAYS_BACK_MAX)))
        .filter(day -> !day.isAfter(today.plusDays(DAYS_AHEAD_MAX)))
        .map(day -> Period.of(day, length))
        .distinct()
        .filter(period -> !known.contains(period))
        .sorted(Comparator.comparing(Period::from).reversed())
        .limit(MADE_AT_ONCE_MAX)
        .toList();
  }

  private void make(Period period, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
              .formatted(
                  SqlText.quoted(table.name() + "_" + period.suffix()),
                  table.quoted(),
                  period.from(),
                  period.to()));
      connection.commit();
    } catch (SQLException fault) {
      connection.rollback();
      if (!HAS_A_PLACE.contains(fault.getSQLState())) {
        throw fault;
      }
    }
  }
}
