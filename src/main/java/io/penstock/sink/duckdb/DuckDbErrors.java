package io.penstock.sink.duckdb;

import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.penstock.sink.Outcome.Refused;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Reads what DuckDB says when a batch fails. It has no error numbers; its messages begin with the
 * kind of error.
 */
final class DuckDbErrors {
  private static final Duration BREATHER = Duration.ofSeconds(5);

  private static final String CONSTRAINT = "Constraint Error";
  private static final String LOCKED = "Conflicting lock is held";
  private static final String LOCKED_ON_WINDOWS = "being used by another process";

  private DuckDbErrors() {}

  static Outcome outcomeOf(SQLException fault) {
    String message = String.valueOf(fault.getMessage());
    return switch (kindOf(message)) {
      case "Conversion Error", "Invalid Input Error", CONSTRAINT, "Out of Range Error" ->
          new Refused(new Complaint(kindOf(message), "", message));
      case "IO Error", "Out of Memory Error", "TransactionContext Error" ->
          new Hold(Cause.CAPACITY, message, BREATHER);
      case "Catalog Error", "Binder Error", "Parser Error" ->
          new Hold(Cause.SCHEMA, message, BREATHER);
      case "Permission Error" -> new Hold(Cause.ACCESS, message, BREATHER);
      default -> new Hold(Cause.UNKNOWN, message, BREATHER);
    };
  }

  /** A row breaks a rule of its table, such as that identities are unique. */
  static boolean isConstraint(SQLException fault) {
    return kindOf(String.valueOf(fault.getMessage())).equals(CONSTRAINT);
  }

  /**
   * Another process has the file's lock. Where the file may not be locked at all is no such case.
   */
  static boolean isInUse(SQLException fault) {
    String message = String.valueOf(fault.getMessage());
    return kindOf(message).equals("IO Error")
        && (message.contains(LOCKED) || message.contains(LOCKED_ON_WINDOWS));
  }

  private static String kindOf(String message) {
    return message.contains(":") ? message.substring(0, message.indexOf(':')) : message;
  }
}
