package io.penstock.sink.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server has answered, and has not done what it was asked.
 *
 * <p>What it says of rows may quote them, and any sender can write what it says; so of such a
 * message only the name of the error is kept.
 */
final class Refusal extends Exception {
  private static final int INCORRECT_DATA = 117;

  /** What the message of a header with other types than the columns have begins with. */
  private static final Pattern HEADER =
      Pattern.compile("Code: 117\\. DB::Exception: Type of '[^']*' must be .*", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("\\(([A-Z][A-Z0-9_]+)\\)");

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
    this.isAboutTheHeader = code == INCORRECT_DATA && HEADER.matcher(body).matches();
  }

  /** {@code Code: 60. DB::Exception: Table x does not exist. (UNKNOWN_TABLE) (version ...)}. */
  private static String messageOf(int status, int code, String body) {
    if (code == 0) {
      return "HTTP status " + status;
    }
    if (ClickHouseErrors.isAboutRows(code)) {
      return "%s (code %d)".formatted(nameIn(body), code);
    }
    String first = body.lines().findFirst().orElse("");
    String said = first.replaceFirst("^Code: \\d+\\. (DB::Exception: )?", "");
    return "%s (code %d)".formatted(said, code);
  }

  /** It stands at the end, behind whatever is quoted. */
  private static String nameIn(String body) {
    Matcher names = NAME.matcher(body);
    String last = "it does not take the rows";
    while (names.find()) {
      last = names.group(1);
    }
    return last;
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
