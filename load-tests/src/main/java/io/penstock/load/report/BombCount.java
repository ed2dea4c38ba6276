package io.penstock.load.report;

import io.penstock.load.hostile.Harm;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What one bomb came to. */
public record BombCount(
    String bomb,
    int bytes,
    SortedMap<Integer, Integer> answers,
    int closed,
    int unanswered,
    double medianMillis,
    double slowestMillis) {
  /** A body of 10 MB, and the head before it. */
  private static final int BYTES_MAX = (10 << 20) + (8 << 10);

  public static BombCount of(Harm harm) {
    return new BombCount(
        harm.bomb(),
        harm.bytes(),
        harm.answers(),
        harm.closed(),
        harm.unanswered(),
        harm.millis().isEmpty() ? 0 : Numbers.median(harm.millis()),
        harm.millis().stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  /** Only in a body that is too large may the connection end without an answer. */
  int notRefused() {
    int open = answersOf(2) + answersOf(3) + unanswered;
    return bytes > BYTES_MAX ? open : open + closed;
  }

  /** Answers of a class of statuses, such as 5. */
  int answersOf(int hundreds) {
    return answers.entrySet().stream()
        .filter(answer -> answer.getKey() / 100 == hundreds)
        .mapToInt(answer -> answer.getValue())
        .sum();
  }

  /** As {@code 413: 90, 503: 10}. */
  String answersText() {
    return answers.entrySet().stream()
        .map(answer -> answer.getKey() + ": " + answer.getValue())
        .collect(Collectors.joining(", "));
  }
}
