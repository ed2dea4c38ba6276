package io.penstock.worker.deadletters;

import io.penstock.control.Leases;
import io.penstock.deadletter.Replay;
import io.penstock.deadletter.Replays;
import io.penstock.deadletter.Replays.Sent;
import io.penstock.deadletter.Replays.Waiting;
import io.penstock.deadletter.SinkInbox;
import io.penstock.log.LetterBox;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LetterBox.Kept;
import io.penstock.log.LetterBox.NotTaken;
import io.penstock.log.LetterReader;
import io.penstock.log.LogConfig;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.worker.Progress;
import io.penstock.worker.Progress.More;
import io.penstock.worker.Progress.Rest;
import io.penstock.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends selected letters to their sink's inbox, each replay at its own rate. First the inbox has a
 * letter, then the database says so: a crash between the two sends it once more, and never loses
 * it. One node at a time, by a lease.
 */
public final class Replaying implements Worker {
  private static final String LEASE = "replays";
  private static final Duration LEASE_TIME = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int LETTERS_MAX = 200;
  private static final long BYTES_MAX = 8L << 20;

  private final LogConfig log;
  private final String node;
  private final Leases leases;
  private final Replays replays;
  private final Map<String, SinkInbox> inboxes;
  private final LetterBox box;
  private final Clock clock;
  private final Map<String, Pace> paces = new HashMap<>();
  private @Nullable LetterReader reader;

  public Replaying(
      LogConfig log,
      String node,
      Leases leases,
      Replays replays,
      List<SinkInbox> inboxes,
      LetterBox box,
      Clock clock) {
    this.log = log;
    this.node = node;
    this.leases = leases;
    this.replays = replays;
    this.inboxes = inboxes.stream().collect(Collectors.toMap(SinkInbox::sink, inbox -> inbox));
    this.box = box;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dead-letter replays";
  }

  /** The reader is made when there is something to send. */
  @Override
  public void open() {
    paces.clear();
  }

  @Override
  public Progress step() throws NotTaken {
    if (!leases.take(LEASE, node, LEASE_TIME).await()) {
      return new Rest(IDLE);
    }
    List<Replay> running = replays.running().await();
    paces.keySet().retainAll(running.stream().map(Replay::id).toList());
    Duration rest = IDLE;
    for (Replay replay : running) {
      Pace pace = paces.computeIfAbsent(replay.id(), id -> new Pace(replay.rate(), clock));
      SinkInbox inbox = inboxes.get(replay.sink());
      // a sink that this node does not have; stopping such a replay is for people
      if (inbox != null) {
        send(replay, pace, inbox);
        rest = shorter(rest, pace.rest());
      }
    }
    return rest.isZero() ? new More() : new Rest(rest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void send(Replay replay, Pace pace, SinkInbox inbox) throws NotTaken {
    int due = pace.due(LETTERS_MAX);
    if (due == 0) {
      return;
    }
    List<Waiting> waiting = replays.waiting(replay.id(), due).await();
    if (waiting.isEmpty()) {
      replays.finish(replay.id()).await();
      return;
    }
    // those of one partition; the others of the same second follow with the next step
    Partition home = waiting.getFirst().home().partition();
    pace.took(
        send(
            replay,
            waiting.stream().filter(one -> one.home().partition().equals(home)).toList(),
            home,
            inbox));
  }

  /** Answers how many the inbox has now. */
  private int send(Replay replay, List<Waiting> letters, Partition home, SinkInbox inbox)
      throws NotTaken {
    var offsets =
        letters.stream()
            .map(one -> one.home().offset())
            .collect(Collectors.toCollection(TreeSet::new));
    LetterReader.Found found = reader().read(home, offsets, BYTES_MAX);
    List<Waiting> sent = new ArrayList<>();
    List<Waiting> missing = new ArrayList<>();
    List<Addressed> addressed = new ArrayList<>();
    for (Waiting one : letters) {
      Optional<Addressed> letter = letterOf(one, found, replay, inbox);
      if (letter.isPresent()) {
        sent.add(one);
        addressed.add(letter.get());
      } else if (one.home().offset() < found.next()) {
        missing.add(one);
      }
    }
    replays.note(replay.id(), paired(sent, box.append(addressed)), missing).await();
    return sent.size();
  }

  /** Empty where the log does not have it, or what it has is not the letter that was indexed. */
  private static Optional<Addressed> letterOf(
      Waiting one, LetterReader.Found found, Replay replay, SinkInbox inbox) {
    return Optional.ofNullable(found.records().get(one.home().offset()))
        .flatMap(LogRecord::letter)
        .filter(letter -> one.key().isOf(letter))
        .map(
            letter ->
                new Addressed(
                    letter.replayedAs(replay.id()), inbox.topic(), letter.origin().number()));
  }

  private static List<Sent> paired(List<Waiting> sent, List<Kept> places) {
    List<Sent> pairs = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      pairs.add(new Sent(sent.get(i), places.get(i)));
    }
    return pairs;
  }

  private LetterReader reader() {
    LetterReader open = reader == null ? new LetterReader(log) : reader;
    reader = open;
    return open;
  }

  @Override
  public void close() {
    LetterReader closing = reader;
    reader = null;
    if (closing != null) {
      closing.close();
    }
  }
}
