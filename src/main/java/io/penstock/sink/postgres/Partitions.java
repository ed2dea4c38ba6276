package io.penstock.sink.postgres;

import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The partitions of one table, as one connection makes and finds them. Events from far away in time
 * go to the default partition, so that a wrong clock does not make thousands of tables; so do those
 * that come when their time has been dropped.
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

  private static final String CHILDREN =
      """
      SELECT c.relname, c.relkind = 'r', pg_get_expr(c.relpartbound, c.oid)
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = ?::regclass AND NOT i.inhdetachpending\
      """;
  private static final String TABLESPACE =
      """
      SELECT spcname FROM pg_class c JOIN pg_tablespace s ON s.oid = c.reltablespace
      WHERE c.oid = ?::regclass\
      """;

  private final SqlTable table;
  private final Retention retention;
  private final Connection connection;
  private final Set<Period> known = new HashSet<>();

  /** On a connection that commits when it is told to. */
  Partitions(SqlTable table, Retention retention, Connection connection) {
    this.table = table;
    this.retention = retention;
    this.connection = connection;
  }

  private record Child(String name, boolean isTable, String bounds) {}

  static String defaultOf(SqlTable table) {
    return table.name() + "_default";
  }

  String nameOf(Period period) {
    return table.name() + "_" + period.suffix();
  }

  /** Makes those that events of these days need, the newest first. */
  void make(Set<LocalDate> days, Instant now) throws SQLException {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    makeMissing(
        days.stream()
            .filter(day -> !day.isBefore(today.minusDays(DAYS_BACK_MAX)))
            .filter(day -> !day.isAfter(today.plusDays(DAYS_AHEAD_MAX)))
            .filter(day -> retention.keeps(day, now))
            .map(day -> Period.of(day, retention.length()))
            .distinct()
            .sorted(Comparator.comparing(Period::from).reversed())
            .toList());
  }

  /** Makes that of this moment and so many after it; answers those that were missing. */
  List<Period> makeAhead(int count, Instant now) throws SQLException {
    Period current = Period.of(LocalDate.ofInstant(now, ZoneOffset.UTC), retention.length());
    return makeMissing(Stream.iterate(current, Period::next).limit(1L + count).toList());
  }

  private List<Period> makeMissing(Collection<Period> wanted) throws SQLException {
    if (known.containsAll(wanted)) {
      return List.of();
    }
    known.addAll(ours());
    List<Period> made = new ArrayList<>();
    for (Period missing :
        wanted.stream().filter(it -> !known.contains(it)).limit(MADE_AT_ONCE_MAX).toList()) {
      if (make(missing)) {
        made.add(missing);
      }
      known.add(missing);
    }
    return made;
  }

  /**
   * Made aside and then attached, so that nobody who writes or reads waits for a lock on the table;
   * the default partition alone is locked for a moment.
   */
  private boolean make(Period period) throws SQLException {
    String name = SqlText.quoted(nameOf(period));
    String space = tablespace().map(it -> " TABLESPACE " + SqlText.quoted(it)).orElse("");
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE".formatted(table.quoted()));
      statement.execute(
          "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY)%s"
              .formatted(name, table.quoted(), space));
      statement.execute(
          "ALTER TABLE %s ATTACH PARTITION %s %s".formatted(table.quoted(), name, period.bounds()));
      connection.commit();
      return true;
    } catch (SQLException fault) {
      connection.rollback();
      if (!HAS_A_PLACE.contains(fault.getSQLState())) {
        throw fault;
      }
      return false;
    }
  }

  /** Where a person wants the partitions to be. */
  private Optional<String> tablespace() throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(TABLESPACE)) {
      find.setString(1, table.quoted());
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
      }
    }
  }

  /** Those that are named and bounded as we make them, the oldest first. */
  List<Period> ours() throws SQLException {
    List<Period> ours = new ArrayList<>();
    String beginning = table.name() + "_";
    for (Child child : children()) {
      if (child.isTable() && child.name().startsWith(beginning)) {
        Period.ofSuffix(child.name().substring(beginning.length()))
            .filter(period -> period.bounds().equals(child.bounds()))
            .ifPresent(ours::add);
      }
    }
    ours.sort(Comparator.comparing(Period::from));
    return ours;
  }

  /** Whether what has no other place is in the partition that we make for it. */
  boolean hasDefault() throws SQLException {
    return children().contains(new Child(defaultOf(table), true, "DEFAULT"));
  }

  private List<Child> children() throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(CHILDREN)) {
      find.setString(1, table.quoted());
      try (ResultSet found = find.executeQuery()) {
        List<Child> children = new ArrayList<>();
        while (found.next()) {
          children.add(new Child(found.getString(1), found.getBoolean(2), found.getString(3)));
        }
        return children;
      }
    }
  }
}
