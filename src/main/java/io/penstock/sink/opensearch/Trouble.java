package io.penstock.sink.opensearch;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why OpenSearch did not do what it was asked.
 *
 * <p>What it says of a document may quote it, and any sender can write what it says; so of such a
 * text only its first words are kept, and the name of the field. What it says of indices, rights
 * and room is told whole.
 *
 * @param type the name of its error, such as {@code mapper_parsing_exception}; empty where an
 *     answer has none, and is perhaps another's
 * @param reason in its own words
 * @param deepestType of the error that began it, often the same
 */
record Trouble(int status, String type, String reason, String deepestType, String deepestReason) {
  /** What it calls it that a document of that id is there. */
  static final String THERE = "version_conflict_engine_exception";

  private static final int REASON_CHARS_MAX = 300;

  /**
   * Up to the first sign: of a word that one follows, but for a colon, nobody knows whether it is.
   */
  private static final Pattern FIRST_WORDS = Pattern.compile(" *+(?:[A-Za-z,]++(?=[ :]|\\z) *+)*+");

  private static final Pattern FIELD =
      Pattern.compile(
          "^(?:failed to parse field|object mapping for|Document contains at least one immense term"
              + " in field=|mapping set to strict, dynamic introduction of|mapper)"
              + " ?[\\[\"]([^\\]\"]{1,200})[\\]\"](?: of type \\[([a-z_]{1,30})\\])?",
          Pattern.DOTALL);

  /** Errors whose words are about the cluster alone. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of(
          "circuit_breaking_exception",
          "cluster_block_exception",
          "cluster_manager_not_discovered_exception",
          "index_closed_exception",
          "index_not_found_exception",
          "process_cluster_event_timeout_exception",
          "rejected_execution_exception",
          "security_exception",
          "unavailable_shards_exception",
          "validation_exception");

  static Trouble ofStatus(int status) {
    return new Trouble(status, "", "", "", "");
  }

  /** A document of that id was found. */
  static Trouble there() {
    return new Trouble(409, THERE, "", "", "");
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

  /** Whether it is said that the index takes nothing, whatever it is. */
  boolean isOfAnIndex() {
    return type.equals("cluster_block_exception")
        || type.equals("index_closed_exception")
        || type.equals("index_not_found_exception");
  }

  /** Whether less at once would have been taken. */
  boolean isTooMuchAtOnce() {
    return status == 413 || type.equals("circuit_breaking_exception");
  }

  /** For people; never quotes an event. */
  String text() {
    if (OF_THE_CLUSTER.contains(type) || reason.startsWith("Limit of total fields [")) {
      return whole();
    }
    if (status == 200) {
      return "a pipeline of the index has dropped it";
    }
    if (type.isEmpty()) {
      return "HTTP status " + status;
    }
    Matcher known = FIELD.matcher(reason);
    String is = known.find() && known.group(2) != null ? " is no " + known.group(2) : "";
    String field = field().isEmpty() ? "" : "the value of " + field() + is + ": ";
    String said = Fate.of(this) == Fate.REFUSED ? firstWords(deepestReason) : "";
    return field + deepestType + (said.isEmpty() ? "" : ": " + said);
  }

  /** Those behind which a value may stand. */
  private static String firstWords(String text) {
    Matcher words = FIRST_WORDS.matcher(text);
    String first = words.lookingAt() ? words.group() : "";
    return first.substring(0, Math.min(first.length(), REASON_CHARS_MAX)).strip();
  }

  /** What it says of indices and settings, which are no sender's. */
  String whole() {
    String cut = reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX));
    return type.isEmpty() ? "HTTP status " + status : "%s (%s)".formatted(cut, type);
  }
}
