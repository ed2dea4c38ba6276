package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Entries on disk, from one writer to one reader. It always opens, whatever became of its files.
 * Each method says whose thread it is for; no other may call it.
 */
public final class Spool {
  private final Disk disk;
  private final Consumer<Loss> losses;
  private final Segments segments;
  private final Quarantine quarantine;
  private final Tally tally;
  private final Reader reader;
  private final Writer writer;
  private final AtomicLong lost;
  private final AtomicLong refused;
  private volatile long drained;

  private Spool(Disk disk, SpoolConfig config, RandomGenerator marks, Consumer<Loss> losses)
      throws IOException {
    this.disk = disk;
    this.losses = losses;
    Found found = Found.on(disk);
    this.segments = found.segments();
    this.quarantine = new Quarantine(disk, segments.bytes());
    this.tally = new Tally(disk, found.tally());
    this.drained = found.start();
    this.lost = new AtomicLong(found.lost());
    this.refused = new AtomicLong(found.refused());
    this.reader = new Reader(disk, segments, drained, this::lose);
    this.writer = new Writer(disk, segments, tally, config, marks, found.tally().segment());
  }

  /**
   * Looks at the end of what is there; what lies before is looked at when it is read.
   *
   * @param marks for the marks of segments, which nobody outside must be able to guess
   * @param losses hears of records that turn out to be lost, on the reader's thread
   * @throws IOException where not even the folder can be listed
   */
  public static Spool open(
      Disk disk, SpoolConfig config, RandomGenerator marks, Consumer<Loss> losses)
      throws IOException {
    return new Spool(disk, config, marks, losses);
  }

  private void lose(Optional<Segment> segment, long first, long count) {
    if (count > 0) {
      lost.addAndGet(count);
      boolean kept = segment.map(this::keepAside).orElse(false);
      losses.accept(new Loss(segment.map(Segment::name).orElse(""), first, count, kept));
    }
  }

  private boolean keepAside(Segment segment) {
    try {
      quarantine.keep(segment);
      return true;
    } catch (IOException fault) {
      return false;
    }
  }

  /** For the writer: {@link #headBytes} free bytes and the payload, which must not be empty. */
  public Appended append(ByteBuffer entry, int count) throws IOException {
    return writer.append(entry, count);
  }

  /** For the writer: what was appended may be acknowledged when this returns. */
  public void commit() throws IOException {
    writer.commit();
  }

  /** For the writer: returns where the disk works. */
  public void prepare() throws IOException {
    writer.prepare();
  }

  /** For the writer: where all has been drained, nothing has to stay on disk. */
  public void leaveSegmentIfDrained() {
    if (isEmpty()) {
      writer.leaveSegment();
    }
  }

  /** For the reader: the next entry, if there is one. */
  public Optional<Entry> read() throws IOException {
    return reader.read();
  }

  /** For the reader: takes what cannot be read, however often it is tried, for lost. */
  public void giveUpSegment() {
    reader.giveUpSegment();
  }

  /** For the reader: keeps an entry like {@link #append} takes it, which the log refuses. */
  public void setAside(Entry of, ByteBuffer entry, int count) throws IOException {
    var segment = new Segment(of.segment(), of.first(), 0);
    Frame.complete(entry, segment.mark(), of.first(), count);
    quarantine.keep(segment, entry);
    refused.addAndGet(count);
  }

  /**
   * For the reader: everything read so far need not be read again. The segments that were read are
   * deleted once that is on disk, be it in the tally where there is no room for a new position.
   */
  public void save() throws IOException {
    long next = reader.next();
    drained = next;
    Optional<IOException> unsaved = savePosition(next);
    release(next, unsaved);
    if (unsaved.isPresent()) {
      throw unsaved.get();
    }
  }

  private Optional<IOException> savePosition(long next) {
    try {
      new Position(next, lost.get(), refused.get()).save(disk);
      return Optional.empty();
    } catch (IOException fault) {
      return Optional.of(fault);
    }
  }

  private void release(long next, Optional<IOException> unsaved) throws IOException {
    for (Segment segment : segments.all()) {
      if (segments.isBeingWritten(segment) || segments.end(segment) > next) {
        return;
      }
      releaseInTally(segments.end(segment), unsaved);
      reader.leave(segment);
      disk.delete(segment.name());
      segments.remove(segment);
    }
  }

  private void releaseInTally(long released, Optional<IOException> unsaved) throws IOException {
    try {
      tally.release(released);
    } catch (IOException fault) {
      if (unsaved.isPresent()) {
        throw fault;
      }
    }
  }

  /** For any thread: whether all that was committed has been drained. */
  public boolean isEmpty() {
    return drained >= segments.durable();
  }

  /** For any thread: records that wait, including those that will turn out to be lost. */
  public long records() {
    return Math.max(0, segments.durable() - drained);
  }

  /** For any thread: the number of the first record that waits; those before have left. */
  public long drained() {
    return drained;
  }

  /** For any thread: bytes of all files. */
  public long bytes() {
    return segments.bytes().get();
  }

  /** For any thread: records that damage has cost, over all starts. */
  public long lost() {
    return lost.get();
  }

  /** For any thread: records that the log refused, over all starts. */
  public long refused() {
    return refused.get();
  }

  /** For any thread: files that somebody should look at. */
  public int quarantined() {
    return quarantine.files();
  }

  /** The free bytes that each entry begins with. */
  public static int headBytes() {
    return Frame.BYTES;
  }

  /** When both threads have ended. Nothing has to be forced: what was acknowledged was. */
  public void close() throws IOException {
    writer.leaveSegment();
    reader.close();
    tally.close();
  }
}
