package io.penstock.command.dlq;

/** Numbers of dead letters in words. */
final class Counted {
  private Counted() {}

  static String letters(long letters) {
    return letters == 1 ? "1 dead letter" : letters + " dead letters";
  }
}
