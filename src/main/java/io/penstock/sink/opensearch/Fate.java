package io.penstock.sink.opensearch;

import io.penstock.sink.Outcome.Cause;
import java.util.List;
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

  /** What the server says of a document that does not fit begins with one of these. */
  private static final List<String> OF_THE_EVENT =
      List.of(
          "failed to parse",
          "Document contains",
          "object mapping for",
          "mapping set to strict",
          "mapper [",
          "Could not dynamically add mapping");

  private static final Set<String> TYPES_OF_THE_EVENT =
      Set.of(
          "mapper_parsing_exception",
          "document_parsing_exception",
          "strict_dynamic_mapping_exception",
          "illegal_argument_exception");

  static Fate of(Trouble item) {
    return switch (item.status()) {
      case 201 -> STORED;
      // a pipeline of the index has dropped it: there is no document
      case 200 -> REFUSED;
      case 409 -> item.type().equals(Trouble.THERE) ? REPEATED : UNKNOWN;
      case 400 -> ofRequest(item);
      case 413 -> REFUSED;
      case 401, 403, 407 -> BARRED;
      case 404, 405 -> MISSING;
      case 408, 425, 429, 502, 503, 504 -> BUSY;
      default -> UNKNOWN;
    };
  }

  /**
   * The same status is given for a setting or a template that does not fit, and then no event is to
   * blame: so only what is known to be said of documents is believed of them.
   */
  private static Fate ofRequest(Trouble item) {
    return switch (item.type()) {
      case "index_closed_exception" -> MISSING;
      // such as that the cluster has no room for the shards of another index
      case "validation_exception" -> BUSY;
      default ->
          TYPES_OF_THE_EVENT.contains(item.type())
                  && OF_THE_EVENT.stream().anyMatch(item.reason()::startsWith)
              ? REFUSED
              : UNKNOWN;
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
