package io.penstock.ingest.http.connection;

/** Why a connection was ended by us. */
enum Cut {
  SLOW_HEAD("slow_head"),
  SLOW_BODY("slow_body"),
  TOO_MANY("too_many"),
  UNTRUSTED("untrusted");

  private final String reason;

  Cut(String reason) {
    this.reason = reason;
  }

  /** As the metric has it. */
  String reason() {
    return reason;
  }
}
