package io.penstock.fuzz;

import io.penstock.fixture.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what the answers said. Many threads at once. */
final class Tally {
  private static final int SHOWN_MAX = 30;
  private static final int SHOWN_OF_A_KIND_MAX = 2;
  private static final int ANSWER_SHOWN_MAX = 1_000;

  private final SortedMap<String, Long> toGood = new TreeMap<>();
  private final SortedMap<String, Long> toDamaged = new TreeMap<>();
  private final Map<String, Long> accepted = new HashMap<>();
  private final Map<String, Long> uncounted = new HashMap<>();
  private final Coverage coverage = new Coverage();
  private final SentEvents sent;
  private final List<String> shown = new ArrayList<>();
  private final SortedMap<String, Long> violations = new TreeMap<>();
  private long unanswered;

  Tally(SentEvents sent) {
    this.sent = sent;
  }

  synchronized void note(Request request, Reply reply, Finding finding) {
    (request.isGood() ? toGood : toDamaged).merge(finding.label(), 1L, Long::sum);
    finding.violation().ifPresent(how -> violated(request, reply, finding.label() + ", " + how));
    finding.told().ifPresent(told -> accept(request, told));
    switch (reply) {
      case Reply.Answered(Answer answer) when answer.status() < 400 -> {}
      case Reply.Answered(Answer answer) when answer.status() < 500 ->
          sent.expectNothing(request.number());
      default -> {
        unanswered++;
        sent.expectAnything(request.number());
      }
    }
  }

  private void accept(Request request, Told told) {
    accepted.merge(told.stream(), (long) told.accepted(), Long::sum);
    uncounted.merge(told.stream(), told.counted() ? 0L : 1L, Long::sum);
    told.places().forEach(coverage::add);
    if (request.isGood()) {
      sent.expect(request.number(), request.content());
    }
  }

  private void violated(Request request, Reply reply, String how) {
    long ofThisKind = violations.merge(how, 1L, Long::sum);
    if (ofThisKind <= SHOWN_OF_A_KIND_MAX && shown.size() < SHOWN_MAX) {
      shown.add(inFull(request, reply, how));
    }
  }

  /** With everything that whoever looks into it will ask for. */
  static String inFull(Request request, Reply reply, String how) {
    String answer = reply.toString();
    return """
    request %d, %s, %s: %s
    --- sent
    %s
    --- answered
    %s
    """
        .formatted(
            request.number(),
            request.way(),
            request.isGood() ? "good" : request.damages(),
            how,
            request.shown(),
            answer.substring(0, Math.min(answer.length(), ANSWER_SHOWN_MAX)));
  }

  /** How many, by what is wrong. */
  synchronized SortedMap<String, Long> violations() {
    return new TreeMap<>(violations);
  }

  synchronized List<String> shown() {
    return List.copyOf(shown);
  }

  /** Requests whose outcome nobody was told. */
  synchronized long unanswered() {
    return unanswered;
  }

  synchronized SortedMap<String, Long> toGood() {
    return new TreeMap<>(toGood);
  }

  synchronized SortedMap<String, Long> toDamaged() {
    return new TreeMap<>(toDamaged);
  }

  synchronized long accepted(String stream) {
    return accepted.getOrDefault(stream, 0L);
  }

  /** Requests that were taken without a word of how many events that made. */
  synchronized long uncounted(String stream) {
    return uncounted.getOrDefault(stream, 0L);
  }

  /** Records that some receipt has named. */
  synchronized long named(String stream) {
    return coverage.named(stream);
  }
}
