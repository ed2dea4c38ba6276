package io.penstock.sink.clickhouse;

import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import java.time.Duration;
import java.util.Set;

/**
 * What becomes of a batch that ClickHouse did not take. The numbers are those of its {@code
 * ErrorCodes.cpp}.
 */
final class ClickHouseErrors {
  /** Something in the rows: they do not parse, do not fit, or break a constraint. */
  private static final Set<Integer> DATA =
      Set.of(
          6, 25, 26, 27, 32, 33, 34, 38, 41, 53, 69, 70, 72, 117, 128, 131, 190, 321, 349, 376, 395,
          407, 441, 467, 469, 675, 676, 691);

  /** Who we are, or what we may. */
  private static final Set<Integer> ACCESS = Set.of(164, 192, 193, 194, 195, 291, 497, 516);

  /** Where the rows are to go. */
  private static final Set<Integer> SCHEMA =
      Set.of(10, 16, 36, 44, 46, 47, 48, 50, 60, 62, 73, 81, 115, 218, 344);

  /** Too much at once, or not now. */
  private static final Set<Integer> CAPACITY =
      Set.of(
          74, 75, 76, 159, 160, 201, 202, 203, 209, 210, 216, 225, 236, 241, 242, 243, 252, 279,
          285, 286, 319, 394, 425, 499, 999);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final int SAME_QUERY_RUNS = 216;

  private ClickHouseErrors() {}

  /** Whether the server found fault with what it was sent. */
  static boolean isAboutRows(int code) {
    return DATA.contains(code);
  }

  static Outcome outcomeOf(Refusal refusal) {
    String reason = "ClickHouse: " + refusal.getMessage();
    int code = refusal.code();
    if (refusal.isAboutTheHeader() || SCHEMA.contains(code)) {
      return new Hold(Cause.SCHEMA, reason, SOON);
    }
    if (DATA.contains(code)) {
      return new Outcome.Refused(new Complaint(Integer.toString(code), "", reason));
    }
    if (ACCESS.contains(code)) {
      return new Hold(Cause.ACCESS, reason, LATER);
    }
    if (CAPACITY.contains(code)) {
      return new Hold(Cause.CAPACITY, reason, code == SAME_QUERY_RUNS ? SOON : LATER);
    }
    return code == 0 ? ofStatus(refusal.status(), reason) : new Hold(Cause.UNKNOWN, reason, LATER);
  }

  /** What stands between us and the server has answered. */
  private static Outcome ofStatus(int status, String reason) {
    return switch (status) {
      case 401, 403, 407 -> new Hold(Cause.ACCESS, reason, LATER);
      case 404, 405 -> new Hold(Cause.SCHEMA, reason, LATER);
      case 413 -> new Outcome.Refused(new Complaint("413", "", reason));
      case 408, 425, 429, 500, 502, 503, 504 -> new Hold(Cause.CAPACITY, reason, LATER);
      default -> new Hold(Cause.UNKNOWN, reason, LATER);
    };
  }
}
