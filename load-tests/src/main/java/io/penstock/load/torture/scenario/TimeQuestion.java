package io.penstock.load.torture.scenario;

import io.penstock.load.torture.send.Reply;

/** What only a node that knows the time can answer rightly. */
enum TimeQuestion {
  IN_TIME("signed in time", true),
  OUT_OF_TIME("signed 10 minutes off and more", false),
  LIVING("a key that ends in an hour", true),
  OVER("a key that is over", false);

  private static final int UNAUTHORIZED = 401;
  private static final int BUSY = 503;
  private static final String CLOCK_SKEW = "clock_skew";

  private final String words;
  private final boolean isToBeTaken;

  TimeQuestion(String words, boolean isToBeTaken) {
    this.words = words;
    this.isToBeTaken = isToBeTaken;
  }

  /** What an answer shows of the node. */
  enum Verdict {
    RIGHT,
    /** It says that the time is off, which it may where it does not know better. */
    TIMELESS,
    WRONG,
    /** It was not there, or could take nothing from anybody. */
    NONE;

    boolean isOdd() {
      return this == TIMELESS || this == WRONG;
    }
  }

  String words() {
    return words;
  }

  Verdict verdict(Reply reply) {
    return switch (reply) {
      case Reply.Unheard() -> Verdict.NONE;
      case Reply.Taken _ -> isToBeTaken ? Verdict.RIGHT : Verdict.WRONG;
      case Reply.Refused(int status, String code) -> verdict(status, code);
    };
  }

  private Verdict verdict(int status, String code) {
    if (status == BUSY) {
      return Verdict.NONE;
    }
    boolean isSkew = status == UNAUTHORIZED && code.equals(CLOCK_SKEW);
    return switch (this) {
      case IN_TIME -> isSkew ? Verdict.TIMELESS : Verdict.WRONG;
      case OUT_OF_TIME -> isSkew ? Verdict.RIGHT : Verdict.WRONG;
      case LIVING -> Verdict.WRONG;
      case OVER -> status == UNAUTHORIZED && !isSkew ? Verdict.RIGHT : Verdict.WRONG;
    };
  }
}
