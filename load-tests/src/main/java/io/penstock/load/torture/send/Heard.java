package io.penstock.load.torture.send;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What senders were told, request by request; an answer that no promise covers is unlawful. */
public final class Heard {
  private static final String CLOSED = "closed without an answer";
  private static final String BROKEN = "no answer";
  private static final int UNLAWFUL_SHOWN_MAX = 5;

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final LongAdder unlawful = new LongAdder();
  private final Map<String, String> examples = new ConcurrentHashMap<>();
  private final LongAdder probed = new LongAdder();
  private final LongAdder early = new LongAdder();

  /** What an answer says of the events of its request. */
  sealed interface Verdict {
    /** All of them are kept. */
    record Kept(boolean isSpooled, String receipt) implements Verdict {}

    /** Perhaps they are there, perhaps not. */
    record Unknown() implements Verdict {}
  }

  Verdict understand(HttpAnswer answer, int events) {
    count(String.valueOf(answer.status()));
    return switch (answer.status()) {
      case 202 -> kept(answer, events);
      case 429, 503 -> refused(answer);
      default -> unlawful(answer);
    };
  }

  private Verdict kept(HttpAnswer answer, int events) {
    var said = new JsonObject(answer.body());
    if (said.getInteger("accepted", -1) != events || said.getInteger("duplicates", -1) != 0) {
      return unlawful(answer);
    }
    return new Verdict.Kept(
        "spool".equals(said.getString("durability")), said.getString("receipt", ""));
  }

  private Verdict refused(HttpAnswer answer) {
    return answer.header("retry-after").isEmpty() ? unlawful(answer) : new Verdict.Unknown();
  }

  private Verdict unlawful(HttpAnswer answer) {
    unlawful.increment();
    if (examples.size() < UNLAWFUL_SHOWN_MAX) {
      examples.put(answer.status() + " " + answer.headers(), answer.body());
    }
    return new Verdict.Unknown();
  }

  /** The connection ended, or nothing came in time. */
  void broken(IOException how) {
    count(
        switch (how) {
          case DoorConnection.HungUp _ -> CLOSED;
          case SocketTimeoutException _ -> BROKEN + ": nothing came in time";
          default -> BROKEN + ": " + how.getMessage();
        });
  }

  /** Requests that were cut off: no answer, and no end of the connection in order either. */
  public long cutOff() {
    return requests().entrySet().stream()
        .filter(answer -> answer.getKey().startsWith(BROKEN))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Nobody listened; nothing was sent. */
  void unsent() {
    count("no connection");
  }

  void probed(boolean isEarly) {
    probed.increment();
    if (isEarly) {
      early.increment();
    }
  }

  private void count(String answer) {
    requests.computeIfAbsent(answer, _ -> new LongAdder()).increment();
  }

  public SortedMap<String, Long> requests() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    requests.forEach((answer, count) -> sorted.put(answer, count.sum()));
    return sorted;
  }

  public long unlawful() {
    return unlawful.sum();
  }

  public Map<String, String> examples() {
    return Map.copyOf(examples);
  }

  /** Acknowledgements whose place in the log was looked at as soon as they came. */
  public long probed() {
    return probed.sum();
  }

  /** Of those, how many named a place where nothing was yet. */
  public long early() {
    return early.sum();
  }
}
