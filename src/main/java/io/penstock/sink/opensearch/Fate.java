package io.penstock.sink.opensearch;

import io.penstock.sink.Outcome.Cause;
import java.util.Set;

/** What becomes of an event, by what OpenSearch says of it. */
enum Fate {
  STORED,
  /** A document of that id is there. */
  REPEATED,
  /** Never: it does not fit the mapping, and will not. */
  REFUSED,
  /** Too much at once, or not now. */
  BUSY,
  /** We may not, or nobody may. */
  BARRED,
  /** The index is not there, or not open. */
  MISSING,
  /** Nobody knows. */
  UNKNOWN;

  /** The names that errors about a document have; those of other status are never among them. */
  private static final Set<String> OF_THE_EVENT =
      Set.of(
          "mapper_parsing_exception",
          "document_parsing_exception",
          "parsing_exception",
          "parse_exception",
          "x_content_parse_exception",
          "json_parse_exception",
          "strict_dynamic_mapping_exception",
          "illegal_argument_exception",
          "number_format_exception",
          "date_time_parse_exception");

  /**
   * What the server says of an index that is full, or of a setting, with the error of an argument.
   */
  private static final Set<String> OF_THE_INDEX =
      Set.of(
          "Limit of ",
          "Number of documents in the index",
          "pipeline with id",
          "number of documents in the index",
          "index.");

  static Fate of(Trouble item) {
    return switch (item.status()) {
      case 200, 201 -> STORED;
      case 409 -> REPEATED;
      case 400, 413 -> ofRequest(item);
      case 401, 403, 407 -> BARRED;
      case 404, 405 -> MISSING;
      case 408, 425, 429 -> BUSY;
      default -> item.status() >= 500 ? BUSY : UNKNOWN;
    };
  }

  private static Fate ofRequest(Trouble item) {
    return switch (item.type()) {
      case "index_closed_exception" -> MISSING;
      // such as that the cluster has no room for the shards of another index
      case "validation_exception" -> BUSY;
      case "" -> item.status() == 413 ? REFUSED : UNKNOWN;
      default -> {
        boolean isOfTheIndex = OF_THE_INDEX.stream().anyMatch(item.reason()::startsWith);
        yield OF_THE_EVENT.contains(item.type()) && !isOfTheIndex ? REFUSED : UNKNOWN;
      }
    };
  }

  boolean isThere() {
    return this == STORED || this == REPEATED;
  }

  /** Why the sink is held where this is said of everything. */
  Cause cause() {
    return switch (this) {
      case BUSY -> Cause.CAPACITY;
      case BARRED -> Cause.ACCESS;
      case MISSING -> Cause.SCHEMA;
      case UNKNOWN, STORED, REPEATED, REFUSED -> Cause.UNKNOWN;
    };
  }
}
