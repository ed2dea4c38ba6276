package io.penstock.fuzz;

/**
 * The events of one good request.
 *
 * @param prints of each event, in order, without duplicates
 * @param duplicates events that stand in it once more
 * @param rewritten whether the sink holds them as the server wrote them
 */
record Content(byte[] body, long[] prints, int duplicates, boolean rewritten) {
  static final Content NONE = new Content(new byte[0], new long[0], 0, false);

  int events() {
    return prints.length;
  }
}
