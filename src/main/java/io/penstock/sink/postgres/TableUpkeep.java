package io.penstock.sink.postgres;

import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to the table of one stream, one thing at a time, each in a transaction of its own. */
final class TableUpkeep {
  private static final int ROWS_AT_ONCE_MAX = 10_000;

  /** No index tells which rows are old, so the whole partition is read for it. */
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  /** A lock that was not got in time, a statement that took too long: all would be like it. */
  private static final List<String> NOT_NOW = List.of("55P03", "57014");

  private final SqlTable table;
  private final PostgresConfig config;
  private final Connection connection;
  private final Partitions partitions;
  private Instant nextLook = Instant.MIN;

  TableUpkeep(SqlTable table, PostgresConfig config, Connection connection) {
    this.table = table;
    this.config = config;
    this.connection = connection;
    this.partitions = new Partitions(table, config.retention(), connection);
  }

  /** Says what it did; empty where there is nothing to do, or no answer to it. */
  @FunctionalInterface
  private interface Task {
    Optional<String> run() throws SQLException;
  }

  Optional<String> step(Instant now) throws SQLException {
    return first(tasks(now));
  }

  /** What cannot be done is no reason to leave the rest. */
  private Optional<String> first(List<Task> tasks) throws SQLException {
    @Nullable SQLException first = null;
    for (Task task : tasks) {
      try {
        Optional<String> done = task.run();
        connection.commit();
        if (done.isPresent()) {
          return done;
        }
      } catch (SQLException fault) {
        connection.rollback();
        if (NOT_NOW.contains(fault.getSQLState())) {
          throw fault;
        }
        first = first == null ? fault : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  private List<Task> tasks(Instant now) throws SQLException {
    Optional<Layout> layout = Layout.of(table, connection);
    if (layout.isEmpty()) {
      return List.of();
    }
    Optional<LocalDate> keptFrom = config.retention().keptFrom(now);
    List<Task> tasks = new ArrayList<>();
    switch (layout.get()) {
      case PARTITIONED -> {
        if (config.partitionsAhead() > 0) {
          tasks.add(() -> makeAhead(now));
        }
        if (keptFrom.isPresent()) {
          tasks.addAll(drops(keptFrom.get()));
          if (partitions.hasDefault()) {
            tasks.add(() -> delete(Partitions.defaultOf(table), keptFrom.get(), now));
          }
        }
      }
      case HYPERTABLE -> keptFrom.ifPresent(day -> tasks.add(() -> dropOldestChunk(day)));
      case PLAIN -> keptFrom.ifPresent(day -> tasks.add(() -> delete(table.name(), day, now)));
    }
    return tasks;
  }

  private Optional<String> makeAhead(Instant now) throws SQLException {
    List<Period> made = partitions.makeAhead(config.partitionsAhead(), now);
    return made.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "made %d partition(s) of %s, the last is %s"
                .formatted(made.size(), table.name(), partitions.nameOf(made.getLast())));
  }

  /** Of those that are over before that day, the oldest first. */
  private List<Task> drops(LocalDate keptFrom) throws SQLException {
    List<Task> drops = new ArrayList<>();
    for (Period period : partitions.ours()) {
      if (!period.to().isAfter(keptFrom)) {
        drops.add(() -> drop(partitions.nameOf(period)));
      }
    }
    return drops;
  }

  /**
   * The whole table is locked for it, for a moment: a partition cannot be detached by the side
   * while there is a default one.
   */
  private Optional<String> drop(String partition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE " + SqlText.quoted(partition));
      return Optional.of("dropped " + partition);
    }
  }

  private Optional<String> dropOldestChunk(LocalDate keptFrom) throws SQLException {
    Optional<TimescaleDb> timescale = TimescaleDb.of(connection);
    int dropped = timescale.isPresent() ? timescale.get().dropOldest(table, keptFrom) : 0;
    return dropped == 0
        ? Optional.empty()
        : Optional.of("dropped %d chunk(s) of %s".formatted(dropped, table.name()));
  }

  private Optional<String> delete(String from, LocalDate keptFrom, Instant now)
      throws SQLException {
    if (now.isBefore(nextLook)) {
      return Optional.empty();
    }
    int deleted = delete(from, keptFrom);
    if (deleted < ROWS_AT_ONCE_MAX) {
      nextLook = now.plus(BETWEEN_LOOKS);
    }
    return deleted == 0
        ? Optional.empty()
        : Optional.of("deleted %d row(s) from %s".formatted(deleted, from));
  }

  private int delete(String from, LocalDate keptFrom) throws SQLException {
    String delete =
        """
        DELETE FROM ONLY %1$s
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM ONLY %1$s WHERE time < ? LIMIT %2$d))\
        """
            .formatted(SqlText.quoted(from), ROWS_AT_ONCE_MAX);
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setObject(1, keptFrom.atStartOfDay().atOffset(ZoneOffset.UTC));
      return statement.executeUpdate();
    }
  }
}
