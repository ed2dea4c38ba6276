package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands everything on to a sink, and shows what it was offered. */
final class WatchedSink implements Sink {
  /** What is called of the sink. */
  enum Call {
    ENCODE,
    WRITE,
    CLOSE
  }

  private final Sink sink;
  private final BlockingQueue<Batch> offered = new LinkedBlockingQueue<>();
  private boolean keepsCheckpoints;
  private Optional<Checkpoint> own = Optional.empty();

  private final Map<Call, Throwable> faults = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> unfit = ConcurrentHashMap.newKeySet();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  WatchedSink(Sink sink) {
    this.sink = sink;
  }

  /** From now on it keeps a checkpoint of its own, and stands there. */
  void stands(Checkpoint checkpoint) {
    keepsCheckpoints = true;
    own = Optional.of(checkpoint);
  }

  /** From now on it keeps checkpoints of its own, and has none. */
  void hasLostEverything() {
    keepsCheckpoints = true;
    own = Optional.empty();
  }

  /** What is written from now on waits for {@link #goesOn}. */
  void stallsWhileWriting() {
    gate = new CountDownLatch(1);
  }

  void goesOn() {
    gate.countDown();
  }

  /** A batch with this event is refused, whatever else is in it. */
  void refuses(String id) {
    refused.add(id);
  }

  /** This event does not fit. */
  void cannotEncode(String id) {
    unfit.add(id);
  }

  /** The ids of all events that were stored. */
  List<String> stored() {
    return stored;
  }

  /** The next such call throws this, and the others do not. */
  void throwsOnce(Call call, Error fault) {
    faults.put(call, fault);
  }

  void throwsOnce(Call call, RuntimeException fault) {
    faults.put(call, fault);
  }

  /** Waits for the next batch that the sink is offered. */
  List<String> nextIds() throws InterruptedException {
    Batch batch = offered.poll(30, TimeUnit.SECONDS);
    if (batch == null) {
      throw new AssertionError("nothing was offered to the sink");
    }
    return batch.events().stream().map(event -> event.id()).toList();
  }

  boolean isOfferedNothingMore() {
    return offered.isEmpty();
  }

  @Override
  public void open() {
    sink.open();
  }

  @Override
  public boolean keepsCheckpoints() {
    return keepsCheckpoints;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    return own;
  }

  @Override
  public Encoded encode(Batch batch) {
    fail(Call.ENCODE);
    return new Fitting(
        sink.encode(batch),
        batch.events().stream()
            .filter(event -> unfit.contains(event.id()))
            .map(event -> new SetAside(event.offset(), new Complaint("E0", "id", "too wide")))
            .toList());
  }

  private record Fitting(Encoded encoded, List<SetAside> setAside) implements Encoded {
    @Override
    public Batch batch() {
      return encoded.batch();
    }

    List<String> ids() {
      return batch().events().stream()
          .filter(event -> setAside.stream().noneMatch(it -> it.offset() == event.offset()))
          .map(event -> event.id())
          .toList();
    }
  }

  @Override
  public Outcome write(Encoded encoded) throws SinkFault {
    offered.add(encoded.batch());
    pass();
    fail(Call.WRITE);
    Fitting fitting = (Fitting) encoded;
    if (fitting.ids().stream().anyMatch(refused::contains)) {
      return new Outcome.Refused(new Complaint("E1", "id", "one of them is poison"));
    }
    Outcome outcome = sink.write(fitting.encoded());
    if (outcome instanceof Outcome.Delivered) {
      stored.addAll(fitting.ids());
    }
    return outcome;
  }

  private void pass() {
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      throw new SinkFault("interrupted", interrupted);
    }
  }

  private void fail(Call call) {
    switch (faults.remove(call)) {
      case Error fault -> throw fault;
      case RuntimeException fault -> throw fault;
      case null, default -> {}
    }
  }

  @Override
  public void close() {
    fail(Call.CLOSE);
    sink.close();
  }
}
