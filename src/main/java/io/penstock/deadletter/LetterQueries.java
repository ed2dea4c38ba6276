package io.penstock.deadletter;

import io.penstock.control.ControlDatabase;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Asks the index. */
public final class LetterQueries {
  /** The most letters on one page. */
  public static final int PAGE_MAX = 1_000;

  /** How many letters of a sink are in a state. */
  public record Standing(String sink, String state) {}

  private final ControlDatabase database;

  public LetterQueries(ControlDatabase database) {
    this.database = database;
  }

  /** The newest first, {@code skip} of them left out. */
  public Future<List<DeadLetter>> list(Selection selection, int skip, int limit) {
    return ask(
            "SELECT * FROM penstock.dead_letters WHERE %s ORDER BY dead_at_millis DESC, %s",
            " LIMIT %d OFFSET %d".formatted(Math.min(limit, PAGE_MAX), skip),
            selection,
            LetterKey.COLUMNS)
        .map(rows -> all(rows, DeadLetter::of));
  }

  public Future<Long> count(Selection selection) {
    return ask("SELECT COUNT(*) AS letters FROM penstock.dead_letters WHERE %s", "", selection)
        .map(rows -> rows.iterator().next().getLong("letters"));
  }

  /** Those of a selection that an act would bring into this state. */
  Future<Long> countTaken(State state, Selection selection) {
    try {
      return database
          .query(
              "SELECT COUNT(*) AS letters FROM penstock.dead_letters WHERE "
                  + Marking.taken(state, selection),
              selection.orNew().addTo(Tuple.tuple()))
          .map(rows -> rows.iterator().next().getLong("letters"));
    } catch (Unusable unusable) {
      return Future.failedFuture(unusable);
    }
  }

  public Future<Optional<DeadLetter>> find(LetterKey key) {
    return database
        .query(
            "SELECT * FROM penstock.dead_letters WHERE " + LetterKey.IS, key.addTo(Tuple.tuple()))
        .map(rows -> all(rows, DeadLetter::of).stream().findFirst());
  }

  /** How many there are of each. */
  public Future<Map<Standing, Long>> standings() {
    return database
        .query(
            "SELECT sink, state, COUNT(*) AS letters FROM penstock.dead_letters"
                + " GROUP BY sink, state",
            Tuple.tuple())
        .map(LetterQueries::standings);
  }

  private static Map<Standing, Long> standings(RowSet<Row> rows) {
    Map<Standing, Long> standings = new HashMap<>();
    for (Row row : rows) {
      standings.put(
          new Standing(row.getString("sink"), row.getString("state")), row.getLong("letters"));
    }
    return standings;
  }

  private Future<RowSet<Row>> ask(String sql, String tail, Selection selection, Object... more) {
    try {
      List<Object> parts = new ArrayList<>(List.of(selection.sql()));
      parts.addAll(List.of(more));
      return database.query(sql.formatted(parts.toArray()) + tail, selection.addTo(Tuple.tuple()));
    } catch (Unusable unusable) {
      return Future.failedFuture(unusable);
    }
  }

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> of) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(of.apply(row)));
    return all;
  }
}
