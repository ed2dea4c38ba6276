package io.penstock.simulation;

import io.penstock.batch.Submission;
import io.penstock.batch.Submissions;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends requests, remembers every byte and every answer, and repeats what was not answered. */
final class Sender {
  private static final List<String> KINDS =
      List.of("good", "good", "good", "good", "good", "good", "good", "good", "ignored");
  private static final List<String> POISON = List.of("unfit", "refused", "cursed");
  private static final int CURSED_MAX = 2;

  /** What became of an event, as its sender knows. */
  static final class Sent {
    final String kind;
    boolean acknowledged;

    Sent(String kind) {
      this.kind = kind;
    }

    boolean isPoison() {
      return POISON.contains(kind);
    }

    boolean isIgnored() {
      return kind.equals("ignored");
    }
  }

  private final Dice dice;
  private final Trace trace;
  private final Map<String, Sent> sent = new LinkedHashMap<>();
  private final List<List<String>> unanswered = new ArrayList<>();
  private final Map<Promise<?>, Node> open = new LinkedHashMap<>();
  private int cursed;

  Sender(Installation all) {
    this.dice = all.dice;
    this.trace = all.trace;
  }

  /** A new request, or one whose sender did not hear that it was kept. */
  void sendTo(Node node) {
    boolean repeats = !unanswered.isEmpty() && dice.happens(0.4);
    List<String> events = repeats ? unanswered.remove(dice.below(unanswered.size())) : events();
    Submission submission =
        Submissions.of(Installation.STREAM, "[" + String.join(",", events) + "]");
    trace.says(() -> "to " + node.name() + " go " + events);
    open.put(submission.kept(), node);
    submission
        .kept()
        .future()
        .onComplete(
            answer -> {
              open.remove(submission.kept());
              hear(events, answer.succeeded() && !node.isDead());
            });
    node.take(submission);
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    for (int left = 1 + dice.below(4); left > 0; left--) {
      String kind = kind();
      String text = "{\"id\":\"e" + sent.size() + "\",\"type\":\"" + kind + "\"}";
      sent.put(text, new Sent(kind));
      events.add(text);
    }
    return events;
  }

  private String kind() {
    String kind = dice.happens(0.04) ? dice.oneOf(POISON) : dice.oneOf(KINDS);
    boolean tooMany = kind.equals("cursed") && ++cursed > CURSED_MAX;
    return tooMany ? "good" : kind;
  }

  private void hear(List<String> events, boolean kept) {
    trace.says(() -> (kept ? "kept are " : "nobody knows of ") + events);
    if (kept) {
      events.forEach(event -> all(event).acknowledged = true);
    } else {
      unanswered.add(events);
    }
  }

  /** Requests that the node has not answered. */
  int waitingFor(Node node) {
    return (int) open.values().stream().filter(node::equals).count();
  }

  int waiting() {
    return open.size();
  }

  /** Nobody will answer what a dead node has taken. */
  void givesUp(Node dead) {
    open.values().removeIf(dead::equals);
  }

  /** Somebody else puts a record into the log that is no event. */
  String stranger() {
    String text = "no event " + sent.size();
    var stranger = new Sent("unfit");
    stranger.acknowledged = true;
    sent.put(text, stranger);
    return text;
  }

  private Sent all(String event) {
    Sent known = sent.get(event);
    if (known == null) {
      throw new AssertionError("nobody sent " + event);
    }
    return known;
  }

  Map<String, Sent> sent() {
    return sent;
  }
}
