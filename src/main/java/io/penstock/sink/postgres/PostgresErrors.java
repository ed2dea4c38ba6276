package io.penstock.sink.postgres;

import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.penstock.sink.Outcome.Refused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads the SQLSTATE that PostgreSQL, or the driver for it, gives when a batch fails. */
final class PostgresErrors {
  private static final Duration BREATHER = Duration.ofSeconds(5);

  /**
   * No connection, a transaction that stood idle for too long, a conflict with another, no
   * resources, a lock, a shutdown.
   */
  private static final List<String> CAPACITY =
      List.of("08", "25P03", "40001", "40P01", "53", "55P03", "57P0");

  /** Values that do not fit, constraints that do not hold. */
  private static final List<String> DATA = List.of("22", "23");

  private static final List<String> ACCESS = List.of("28");

  /** No such database, no such table or column, no right to it. */
  private static final List<String> SCHEMA = List.of("3D", "42");

  private PostgresErrors() {}

  static Outcome outcomeOf(SQLException fault) {
    String message = messageOf(fault);
    if (isAboutTheData(fault)) {
      return new Refused(
          new Complaint(String.valueOf(fault.getSQLState()), fieldOf(fault), message));
    }
    return new Hold(causeOf(fault), message, BREATHER);
  }

  /** After such an error the connection is as good as before. */
  static boolean isAboutTheData(SQLException fault) {
    return isOneOf(DATA, fault);
  }

  private static Cause causeOf(SQLException fault) {
    if (isOneOf(CAPACITY, fault)) {
      return Cause.CAPACITY;
    }
    if (isOneOf(ACCESS, fault)) {
      return Cause.ACCESS;
    }
    return isOneOf(SCHEMA, fault) ? Cause.SCHEMA : Cause.UNKNOWN;
  }

  private static boolean isOneOf(List<String> beginnings, SQLException fault) {
    String state = fault.getSQLState();
    return state != null && beginnings.stream().anyMatch(state::startsWith);
  }

  /** The column or the constraint that the server names. */
  private static String fieldOf(SQLException fault) {
    if (!(fault instanceof PSQLException theirs) || theirs.getServerErrorMessage() == null) {
      return "";
    }
    ServerErrorMessage said = theirs.getServerErrorMessage();
    return Objects.requireNonNullElse(
        said.getColumn(), Objects.requireNonNullElse(said.getConstraint(), ""));
  }

  /** The first line only: the lines below may quote an event. */
  private static String messageOf(SQLException fault) {
    String first = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    return "PostgreSQL: " + first + " (SQLSTATE " + fault.getSQLState() + ")";
  }
}
