package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.Optional;

/** The events of good requests that were accepted, and which of them the sinks hold. */
final class SentEvents {
  /** Event {@code i} of a request is bit {@code i}. */
  private static final int EVENTS_MAX = Long.SIZE;

  private final long[][] prints;
  private final long[] seen;
  private final BitSet rewritten = new BitSet();
  private final BitSet refused = new BitSet();
  private final BitSet unknown = new BitSet();
  private final Fingerprint fingerprint = new Fingerprint();
  private long ofOthers;
  private long twice;
  private long changed;
  private long unexpected;
  private long ofRefused;
  private String example = "";

  SentEvents(int requests) {
    prints = new long[requests][];
    seen = new long[requests];
  }

  /** What is not expected, because it was not accepted, is unexpected. */
  synchronized void expect(int request, Content content) {
    if (content.events() > EVENTS_MAX) {
      throw new IllegalArgumentException("too many events to remember: " + content.events());
    }
    prints[request] = content.prints();
    rewritten.set(request, content.rewritten());
  }

  /** Nothing of a request that was answered with an error may be kept. */
  synchronized void expectNothing(int request) {
    refused.set(request);
  }

  /** Nobody knows what became of it. */
  synchronized void expectAnything(int request) {
    unknown.set(request);
  }

  /** Starts to look at the sinks anew. */
  synchronized void lookAgain() {
    java.util.Arrays.fill(seen, 0);
    ofOthers = 0;
    twice = 0;
    changed = 0;
    unexpected = 0;
    ofRefused = 0;
  }

  synchronized void row(String data) {
    Optional<Mark> mark = Mark.in(data);
    if (mark.isEmpty() || !mark.get().good() || unknown.get(mark.get().request())) {
      ofOthers++;
      mark.filter(of -> refused.get(of.request())).ifPresent(of -> keptThough(data));
    } else if (!isExpected(mark.get())) {
      unexpected++;
      example = data;
    } else {
      row(mark.get(), data);
    }
  }

  private void keptThough(String data) {
    ofRefused++;
    example = data;
  }

  private boolean isExpected(Mark mark) {
    return mark.request() < prints.length
        && prints[mark.request()] != null
        && mark.event() < prints[mark.request()].length;
  }

  private void row(Mark mark, String data) {
    long bit = 1L << mark.event();
    if ((seen[mark.request()] & bit) != 0) {
      twice++;
      example = data;
    }
    seen[mark.request()] |= bit;
    long print =
        rewritten.get(mark.request())
            ? fingerprint.ofMeaning(data)
            : fingerprint.of(data.getBytes(UTF_8));
    if (print != prints[mark.request()][mark.event()]) {
      changed++;
      example = data;
    }
  }

  /**
   * What the sinks hold beside what was accepted.
   *
   * @param ofRefused rows of requests that were answered with an error
   * @param ofOthers rows of damaged requests
   * @param example the data of one row that should not be there as it is
   */
  record Verdict(
      long expected,
      long lost,
      long twice,
      long changed,
      long unexpected,
      long ofRefused,
      long ofOthers,
      String example) {
    boolean isClean() {
      return lost == 0 && twice == 0 && changed == 0 && unexpected == 0 && ofRefused == 0;
    }
  }

  synchronized Verdict verdict() {
    long expected = 0;
    long found = 0;
    for (int request = 0; request < prints.length; request++) {
      expected += prints[request] == null ? 0 : prints[request].length;
      found += Long.bitCount(seen[request]);
    }
    return new Verdict(
        expected, expected - found, twice, changed, unexpected, ofRefused, ofOthers, example);
  }
}
