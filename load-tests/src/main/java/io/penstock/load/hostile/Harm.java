package io.penstock.load.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the server made of one bomb, counted while it is sent. */
public final class Harm {
  private final String bomb;
  private final int bytes;
  private final SortedMap<Integer, Integer> answers = new TreeMap<>();
  private final List<Double> millis = new ArrayList<>();
  private int closed;
  private int unanswered;

  Harm(String bomb, int bytes) {
    this.bomb = bomb;
    this.bytes = bytes;
  }

  void answered(int status, long tookNanos) {
    answers.merge(status, 1, Integer::sum);
    millis.add(tookNanos / 1e6);
  }

  void closed(long tookNanos) {
    closed++;
    millis.add(tookNanos / 1e6);
  }

  void unanswered(int more) {
    unanswered += more;
  }

  public String bomb() {
    return bomb;
  }

  /** Of the request, head and body. */
  public int bytes() {
    return bytes;
  }

  /** How many, by status. */
  public SortedMap<Integer, Integer> answers() {
    return answers;
  }

  /** Connections that ended without an answer. */
  public int closed() {
    return closed;
  }

  /** Neither answered nor closed when the sender gave up. */
  public int unanswered() {
    return unanswered;
  }

  /** From opening the connection to the whole answer, or to the end of the connection. */
  public List<Double> millis() {
    return millis;
  }
}
