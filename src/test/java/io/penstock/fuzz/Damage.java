package io.penstock.fuzz;

/** Spoils a request in one place, or in a few. */
final class Damage {
  private static final int TOKEN_BYTES_MAX = 400;

  private final Draft draft;
  private final Dice dice;

  Damage(Draft draft, Dice dice) {
    this.draft = draft;
    this.dice = dice;
  }

  /** The length is announced between body and head: it is the true one unless it is spoiled too. */
  void inflict() {
    boolean inBody = !draft.way.isQuestion() && !dice.once(3);
    boolean inHead = !inBody || dice.once(5);
    for (int times = inBody ? dice.skewed(3) : 0; times > 0; times--) {
      spoilBody();
    }
    draft.announce();
    for (int times = inHead ? dice.skewed(3) : 0; times > 0; times--) {
      new HeadDamage(draft, dice).inflict();
    }
  }

  private void spoilBody() {
    switch (dice.below(10)) {
      case 0, 1, 2 -> spoilBytes();
      case 3, 4 -> insertToken();
      case 5, 6 -> replaceToken();
      case 7 -> {
        draft.body = Nasty.body(dice);
        draft.damaged("another body", Touch.BODY);
      }
      case 8 -> spoilCoded();
      default -> spoilChunks();
    }
  }

  private void spoilBytes() {
    ByteDamage damage = ByteDamage.any(dice);
    draft.body = damage.to(draft.body, dice);
    draft.damaged("body: " + damage.words, Touch.BODY);
  }

  /** Mostly where something begins, since there it is read. */
  private void insertToken() {
    int at = dice.below(draft.body.length + 1);
    while (at < draft.body.length && at > 0 && "{[,:".indexOf(draft.body[at - 1]) < 0) {
      at++;
    }
    draft.body = ByteDamage.splice(draft.body, at, at, Nasty.token(dice));
    draft.damaged("body: a token inserted", Touch.BODY);
  }

  /** From a quote, bracket or digit to the next sign of structure. */
  private void replaceToken() {
    int from = dice.below(draft.body.length + 1);
    while (from < draft.body.length && "\"{[0123456789".indexOf(draft.body[from]) < 0) {
      from++;
    }
    int to = from;
    while (to < draft.body.length
        && to - from < TOKEN_BYTES_MAX
        && ",:]}".indexOf(draft.body[to]) < 0) {
      to++;
    }
    draft.body = ByteDamage.splice(draft.body, from, to, Nasty.token(dice));
    draft.damaged("body: a token replaced", Touch.BODY);
  }

  private void spoilCoded() {
    ByteDamage damage = ByteDamage.any(dice);
    var own = new Dice(dice.bits(), draft.number);
    var before = draft.toCoded;
    draft.toCoded = coded -> damage.to(before.apply(coded), own);
    draft.damaged("compressed: " + damage.words, Touch.BODY, Touch.CODED);
  }

  private void spoilChunks() {
    if (!draft.chunked) {
      spoilBytes();
      return;
    }
    ByteDamage damage = ByteDamage.any(dice);
    var before = draft.toFramed;
    draft.toFramed = framed -> damage.to(before.apply(framed), dice);
    draft.damaged("chunks: " + damage.words, Touch.BODY, Touch.CODED);
    draft.unframed("chunks");
  }
}
