package io.penstock.sink.opensearch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why OpenSearch did not do what it was asked.
 *
 * <p>What it says of a document quotes it, and so does what it says of a value. Of such a text only
 * what stands before the first quotation is kept; the name of a field is.
 *
 * @param type the name of its error, such as {@code mapper_parsing_exception}; empty where an
 *     answer has none, and is perhaps another's
 * @param reason in its own words
 * @param deepestType of the error that began it, often the same
 */
record Trouble(int status, String type, String reason, String deepestType, String deepestReason) {
  private static final int REASON_CHARS_MAX = 300;
  private static final Pattern QUOTATION = Pattern.compile("[\\[\"'`{<].*", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile(
          "^(?:failed to parse field|object mapping for|Document contains at least one immense term"
              + " in field=|mapping set to strict, dynamic introduction of)"
              + " ?[\\[\"]([^\\]\"]{1,200})[\\]\"](?: of type \\[([a-z_]{1,30})\\])?",
          Pattern.DOTALL);

  static Trouble ofStatus(int status) {
    return new Trouble(status, "", "", "", "");
  }

  /** The field at fault, with its path; empty where none is known. */
  String field() {
    Matcher field = FIELD.matcher(reason);
    return field.find() ? field.group(1) : "";
  }

  /** The name of the error that began it, else the status. */
  String code() {
    return deepestType.isEmpty() ? Integer.toString(status) : deepestType;
  }

  /** For people; never quotes an event. */
  String text() {
    if (type.isEmpty()) {
      return "HTTP status " + status;
    }
    Matcher known = FIELD.matcher(reason);
    String where = known.find() && known.group(2) != null ? " is no " + known.group(2) : "";
    String field = field().isEmpty() ? "" : "the value of " + field() + where + ": ";
    String said = QUOTATION.matcher(deepestReason).replaceFirst("").replaceFirst("[\\s:=]+$", "");
    String cut = said.substring(0, Math.min(said.length(), REASON_CHARS_MAX));
    return field + deepestType + (cut.isEmpty() ? "" : ": " + cut);
  }

  /** What it says of indices and settings, which are no sender's. */
  String whole() {
    String cut = reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX));
    return type.isEmpty() ? "HTTP status " + status : "%s (%s)".formatted(cut, type);
  }
}
