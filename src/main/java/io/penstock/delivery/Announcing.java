package io.penstock.delivery;

import io.penstock.sink.Sink;

/** Tells the group what is about to be written, where the sink wants it told. */
final class Announcing {
  private final Sink sink;
  private final GroupProgress group;
  private final Polling polling;
  private boolean isUnheard;

  Announcing(Sink sink, GroupProgress group, Polling polling) {
    this.sink = sink;
    this.group = group;
    this.polling = polling;
  }

  /**
   * Answers whether the offer may be written. Of what nobody announced, whoever comes next would
   * not know that it may be there. Where the group does not hear it, nothing is written, and the
   * next poll tells whose the partition is.
   */
  boolean announces(Offer offer) {
    if (!sink.wantsIntents()) {
      return true;
    }
    isUnheard = !group.announce(offer);
    if (isUnheard) {
      polling.hurry();
    } else {
      offer.lane().intends(offer);
    }
    return !isUnheard;
  }

  /** Whether the group took no commit, which is so until all members have heard of a change. */
  boolean isUnheard() {
    return isUnheard;
  }
}
