package io.penstock.sink.sql;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.SetAside;
import io.penstock.sink.SinkFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a table has in the destination, which people may have changed since it was made:
 * tells before anything is written which events do not fit.
 */
public final class SqlColumns {
  /** A column as the destination describes it. */
  public record Found(String name, String type, boolean isRequired, boolean hasDefault) {}

  private record Check(int index, String name, Fit fit, boolean isRequired) {
    Optional<Complaint> complaint(@Nullable Object value) {
      if (value == null) {
        return isRequired
            ? Optional.of(new Complaint("23502", name, name + " must have a value and has none"))
            : Optional.empty();
      }
      return fit.complaint(name, value);
    }
  }

  private final List<Found> found;
  private final List<Check> checks;
  private final Map<String, String> types;

  private SqlColumns(List<Found> found, List<Check> checks, Map<String, String> types) {
    this.found = found;
    this.checks = checks;
    this.types = types;
  }

  /**
   * Compares a table with what was found.
   *
   * @throws SinkFault where the destination wants a value for a column that events do not have
   */
  public static SqlColumns of(SqlTable table, List<Found> found) {
    Map<String, String> types = new HashMap<>();
    List<Check> checks = new ArrayList<>();
    for (Found column : found) {
      types.put(column.name(), column.type());
      int index = table.indexOfTyped(column.name());
      if (index >= 0) {
        checks.add(new Check(index, column.name(), Fit.of(column.type()), column.isRequired()));
      } else if (isImpossible(column)) {
        throw new SinkFault(
            "table %s wants a value for column %s, which events do not have: give it a default, or allow null"
                .formatted(table.name(), column.name()));
      }
    }
    checks.removeIf(check -> check.fit().isAnything() && !check.isRequired());
    return new SqlColumns(List.copyOf(found), List.copyOf(checks), Map.copyOf(types));
  }

  private static boolean isImpossible(Found column) {
    return column.isRequired() && !column.hasDefault() && !SqlTable.COMMON.contains(column.name());
  }

  /** Whether nobody has changed the table between the two looks at it. */
  public boolean areAs(SqlColumns others) {
    return found.equals(others.found);
  }

  /** The type that the destination has for a column; empty where it has no such column. */
  public Optional<String> typeOf(String column) {
    return Optional.ofNullable(types.get(column));
  }

  /** Events that are certain not to fit, in the order of the batch. */
  public List<SetAside> unfit(Batch batch) {
    if (checks.isEmpty()) {
      return List.of();
    }
    List<SetAside> unfit = new ArrayList<>();
    for (Event event : batch.events()) {
      complaint(event).ifPresent(it -> unfit.add(new SetAside(event.offset(), it)));
    }
    return unfit;
  }

  private Optional<Complaint> complaint(Event event) {
    for (Check check : checks) {
      Optional<Complaint> complaint = check.complaint(event.columns()[check.index()]);
      if (complaint.isPresent()) {
        return complaint;
      }
    }
    return Optional.empty();
  }
}
