package io.penstock.log.produce;

import io.penstock.batch.Keeping;
import io.penstock.batch.NotKept;
import io.penstock.batch.SpoolPlace;
import io.penstock.batch.SpoolProgress;
import io.penstock.batch.Submission;
import io.penstock.observability.Meters;
import io.penstock.observability.SpoolMeters;
import io.penstock.spool.Appended;
import io.penstock.spool.Loss;
import io.penstock.spool.Spool;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests to the spool on a thread of its own: what has come while the disk was busy is
 * written and forced together, and then all of it is promised. What waits here is bounded by the
 * credit that each request holds.
 */
public final class Spooling implements SpoolProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spooling.class);

  /** So many are promised at once; with more the first would wait long for the last. */
  private static final int TOGETHER_MAX = 500;

  private static final long CLOSE_SECONDS_MAX = 5;

  private record Written(Submission submission, Appended.At at) {}

  private final Spool spool;
  private final String node;
  private final SpoolHealth health;
  private final SpoolMeters meters;
  private final Queue<Submission> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ExecutorService writer;
  private volatile Runnable onKept = () -> {};

  private Spooling(
      Spool spool, String node, SpoolHealth health, SpoolMeters meters, ExecutorService writer) {
    this.spool = spool;
    this.writer = writer;
    this.node = node.replaceAll("[^A-Za-z0-9._-]", "_");
    this.health = health;
    this.meters = meters;
  }

  /** Opens the spool, whatever is in it. */
  public static Spooling open(
      Disk disk, SpoolConfig config, String node, SpoolHealth health, Meters meters)
      throws IOException {
    ThreadFactory thread = Thread.ofPlatform().daemon().name("spool-writer").factory();
    return open(
        disk,
        config,
        node,
        health,
        meters,
        new SecureRandom(),
        Executors.newSingleThreadExecutor(thread));
  }

  /**
   * @param writer one thread, for all that is written
   */
  static Spooling open(
      Disk disk,
      SpoolConfig config,
      String node,
      SpoolHealth health,
      Meters meters,
      RandomGenerator marks,
      ExecutorService writer)
      throws IOException {
    Spool spool = Spool.open(disk, config, marks, Spooling::tell);
    SpoolMeters counters = meters.spool(spool::bytes, spool::records, spool::lost, spool::refused);
    health.show(spool);
    return new Spooling(spool, node, health, counters, writer);
  }

  private static void tell(Loss loss) {
    LOG.atError()
        .addKeyValue("segment", loss.segment())
        .addKeyValue("first", loss.first())
        .addKeyValue("records", loss.count())
        .addKeyValue("keptAside", loss.keptAside())
        .log("Records in the spool are lost: what was on the disk is damaged");
  }

  Spool spool() {
    return spool;
  }

  /** Somebody else hears, on the writer's thread, when there is more to read. */
  void onKept(Runnable handler) {
    onKept = handler;
  }

  /** Whether nothing waits here, be it on its way to the disk. */
  boolean isEmpty() {
    return inHand.get() == 0 && spool.isEmpty();
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public long drained() {
    return spool.drained();
  }

  /** Takes a request, from any thread, without waiting; its promise says what became of it. */
  void add(Submission submission) {
    inHand.incrementAndGet();
    waiting.add(submission);
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      writer.execute(this::writeWhatWaits);
    }
  }

  private void writeWhatWaits() {
    scheduled.set(false);
    writeSome();
    if (!waiting.isEmpty()) {
      schedule();
    }
  }

  /** Before the end, when there is no later turn. */
  private void writeAllThatWaits() {
    while (!waiting.isEmpty()) {
      writeSome();
    }
  }

  private void writeSome() {
    List<Written> written = new ArrayList<>();
    try {
      for (int i = 0; i < TOGETHER_MAX && !waiting.isEmpty(); i++) {
        write(waiting.remove(), written);
      }
      spool.commit();
      promise(written);
    } catch (IOException | RuntimeException fault) {
      refuse(written, fault);
    }
  }

  private void write(Submission submission, List<Written> written) throws IOException {
    try {
      ByteBuffer entry = SpoolEntry.of(submission);
      switch (spool.append(entry, submission.slices().count())) {
        case Appended.At at -> written.add(new Written(submission, at));
        case Appended.Full full -> refuse(submission, full);
      }
    } catch (IOException | RuntimeException fault) {
      refuse(submission, fault);
      throw fault;
    }
  }

  private void promise(List<Written> written) {
    written.forEach(this::promise);
    if (!written.isEmpty()) {
      health.works(spool);
      onKept.run();
    }
  }

  private void promise(Written written) {
    Submission submission = written.submission;
    Appended.At at = written.at;
    meters.spooled(submission.slices().count());
    var place =
        new SpoolPlace(submission.stream().topic(), node, at.segment(), at.first(), at.last());
    submission.kept().tryComplete(new Keeping.InSpool(place));
    inHand.decrementAndGet();
  }

  private void refuse(Submission submission, Appended.Full full) {
    health.full(spool);
    inHand.decrementAndGet();
    submission
        .kept()
        .tryFail(
            new NotKept(
                NotKept.Why.SPOOL_FULL,
                "the log is away, and the spool holds %d of %d bytes"
                    .formatted(full.bytes(), full.bytesMax())));
  }

  private void refuse(List<Written> written, Exception fault) {
    LOG.atWarn().addKeyValue("fault", String.valueOf(fault)).log("The spool's disk fails");
    health.failing(spool, fault);
    written.forEach(each -> refuse(each.submission, fault));
  }

  private void refuse(Submission submission, Exception fault) {
    inHand.decrementAndGet();
    submission
        .kept()
        .tryFail(
            new NotKept(
                NotKept.Why.SPOOL_FAILING,
                "the log is away, and the spool's disk fails: " + fault));
  }

  /** Asks the disk whether it works again, where it did not. */
  public void probe() {
    if (health.isFailing()) {
      writer.execute(this::tryDisk);
    } else {
      health.show(spool);
    }
  }

  private void tryDisk() {
    try {
      spool.prepare();
      health.works(spool);
    } catch (IOException | RuntimeException stillFailing) {
      health.failing(spool, stillFailing);
    }
  }

  /** So that nothing stays on disk where all has been drained. Waits for the writer's thread. */
  void leaveSegmentIfDrained() throws IOException {
    try {
      writer.submit(spool::leaveSegmentIfDrained).get();
    } catch (ExecutionException fault) {
      throw new IOException("the spool's segment could not be left", fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void drained(int records) {
    meters.drained(records);
    health.show(spool);
  }

  /** Writes what still waits, and lets go of the files. */
  @Override
  public void close() throws IOException {
    if (hasEnded()) {
      spool.close();
    } else {
      LOG.warn("The spool's disk does not answer; the process ends without waiting for it");
    }
  }

  private boolean hasEnded() {
    try {
      writer.submit(this::writeAllThatWaits).get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
      writer.shutdown();
      return writer.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stuck) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      writer.shutdown();
    }
  }
}
