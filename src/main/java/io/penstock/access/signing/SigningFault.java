package io.penstock.access.signing;

/** What is wrong with a signed request. Its key is good, so its sender is told. */
public enum SigningFault {
  MISSING(
      "signature_missing",
      "This key's requests must be signed: send webhook-id, webhook-timestamp and webhook-signature"
          + " as Standard Webhooks has them, each once."),
  CLOCK_SKEW(
      "clock_skew", "webhook-timestamp is more than 300 s from this server's time. Sign anew."),
  WRONG(
      "signature_wrong",
      "No signature is of this id, this time and these bytes, with the secret of this key."),
  REPLAYED(
      "replayed",
      "The same signed request came before: it was accepted, or is still in hand. Where you had no"
          + " answer to it, sign it anew: events with an id are there once."),
  TOO_MANY(
      "busy",
      "More signed requests of this tenant, or of all, came in this minute than can be remembered."
          + " Sign anew, later.");

  private final String code;
  private final String detail;

  SigningFault(String code, String detail) {
    this.code = code;
    this.detail = detail;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }
}
