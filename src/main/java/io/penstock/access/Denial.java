package io.penstock.access;

import java.util.Locale;

/**
 * Why somebody is not let in. What is wrong with credentials is for us: whoever sends them hears
 * one answer for all of it, or could find out which keys there are.
 */
public enum Denial {
  NO_CREDENTIALS,
  /** Not a key at all, one with an error in it, or a header that came several times. */
  MALFORMED,
  /** Nobody has such a key. */
  UNKNOWN,
  REVOKED,
  EXPIRED,
  /** The key is another tenant's than the request says. */
  WRONG_TENANT,
  WRONG_NETWORK,
  /** A proxy of ours wrote something down that is no address. */
  NO_ADDRESS,
  SUSPENDED(Answer.FORBIDDEN, "The tenant of this key is suspended."),
  NO_SCOPE(
      Answer.FORBIDDEN, "The key is for something else: it has none of the scopes that open this."),
  NO_STREAM(Answer.FORBIDDEN, "The tenant of this key sends to other streams."),
  /** The control database has been away for too long. */
  NOT_KNOWN(
      Answer.NOT_NOW,
      "The control database has been away for so long that keys may have been revoked. Nothing of"
          + " this request was kept."),
  /** A newer version of ours wrote down what this one does not understand. */
  UNREADABLE(
      Answer.NOT_NOW,
      "A newer version of Penstock wrote down what this key opens, and this node cannot read it."
          + " Another node may. Nothing of this request was kept.");

  /** What the sender hears. */
  public enum Answer {
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_NOW
  }

  private final String code;
  private final Answer answer;
  private final String detail;

  /** Of the credentials themselves. */
  Denial() {
    this(Answer.UNAUTHENTICATED, "");
  }

  Denial(Answer answer, String detail) {
    this.code = name().toLowerCase(Locale.ROOT);
    this.answer = answer;
    this.detail = detail;
  }

  /** For programs, and for us. */
  public String code() {
    return code;
  }

  public Answer answer() {
    return answer;
  }

  /** Sentences for the sender; empty where it is not to know. */
  public String detail() {
    return detail;
  }
}
