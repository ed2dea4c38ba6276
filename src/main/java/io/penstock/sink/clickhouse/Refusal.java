package io.penstock.sink.clickhouse;

import java.util.regex.Pattern;

/**
 * The server has answered, and has not done what it was asked.
 *
 * <p>Its message may quote an event, so {@link #getMessage} has only the part before that.
 */
final class Refusal extends Exception {
  /** What stands before a value of an event. */
  private static final Pattern QUOTES = Pattern.compile(" here: | before: | value: |: [\\[{\"']|'");

  private final int status;
  private final int code;
  private final boolean isAboutTheHeader;

  /**
   * @param status of HTTP
   * @param code ClickHouse's own; 0 where the answer has none, and is perhaps another's
   * @param body what it says
   */
  Refusal(int status, int code, String body) {
    super(messageOf(status, code, body), null, false, false);
    this.status = status;
    this.code = code;
    this.isAboutTheHeader = body.contains("(while reading header)");
  }

  /** {@code Code: 27. DB::Exception: Cannot parse input: expected ',' before: 'secret' (...)}. */
  private static String messageOf(int status, int code, String body) {
    if (code == 0) {
      return "HTTP status " + status;
    }
    String first = body.lines().findFirst().orElse("");
    String said = first.replaceFirst("^Code: \\d+\\. (DB::Exception: )?", "");
    return "%s (code %d)".formatted(QUOTES.split(said, 2)[0], code);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  /** Whether a column has another type than the insert says. */
  boolean isAboutTheHeader() {
    return isAboutTheHeader;
  }
}
