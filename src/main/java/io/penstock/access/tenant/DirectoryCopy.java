package io.penstock.access.tenant;

import io.penstock.access.tenant.DirectoryFile.Kept;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a directory knows in a file, for a start without the control database. It is written
 * when something has changed, and now and then to tell how lately the database answered; on a
 * worker, and for a tenth of the time at most. To be asked from one thread.
 */
public final class DirectoryCopy {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryCopy.class);
  private static final long PAUSE_NANOS_MIN = Duration.ofMillis(900).toNanos();
  private static final int PAUSES_A_WRITE = 9;

  /** So much of the time for which it counts may be lost. */
  private static final int SHARE_LOST_MAX = 10;

  /** From later than that it cannot be: then this node's clock is wrong, and tells no age. */
  private static final Duration LATER_MAX = Duration.ofMinutes(1);

  private final Directory directory;
  private final DirectoryFile file;
  private final Clock clock;
  private final long ageMillisMax;
  private @Nullable Kept written;
  private long writtenRevision;
  private boolean writing;
  private long restUntilNanos = System.nanoTime();
  private volatile String fault = "";

  /** {@code staleMax} is how long the directory can be used without the database. */
  public DirectoryCopy(Directory directory, DirectoryFile file, Clock clock, Duration staleMax) {
    this.directory = directory;
    this.file = file;
    this.clock = clock;
    this.ageMillisMax = staleMax.toMillis() / SHARE_LOST_MAX;
  }

  /** What is wrong with it, for people; empty where nothing is. */
  public String fault() {
    return fault;
  }

  /** Gives the directory what was known, where it knows nothing. Never fails. */
  public Future<Void> restore(Vertx vertx) {
    return vertx
        .executeBlocking(file::read, false)
        .onSuccess(kept -> kept.ifPresent(this::restore))
        .onFailure(cause -> complain("is not used", cause))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void restore(Kept kept) {
    Instant asOf = Instant.ofEpochMilli(kept.asOfMillis());
    if (asOf.isAfter(clock.instant().plus(LATER_MAX))) {
      complain("is not used", new IllegalStateException("by this node's clock it is from later"));
    } else {
      note(kept, kept.known().revision);
      directory.restore(kept);
      LOG.warn(
          "The control database does not answer: tenants and keys are those of {}, as of {}",
          file.path(),
          asOf);
    }
  }

  /** Writes it where that is due. */
  public void keep(Vertx vertx) {
    Optional<Kept> now = directory.kept().filter(this::isDue);
    if (now.isPresent() && !writing && System.nanoTime() - restUntilNanos >= 0) {
      write(now.get(), vertx);
    }
  }

  private boolean isDue(Kept now) {
    return written == null
        || written.known() != now.known()
        || writtenRevision != now.known().revision
        || now.asOfMillis() - written.asOfMillis() >= ageMillisMax;
  }

  private void write(Kept now, Vertx vertx) {
    long revision = now.known().revision;
    long beganAt = System.nanoTime();
    writing = true;
    vertx
        .executeBlocking(() -> writeNow(now), false)
        .onSuccess(done -> note(now, revision))
        .onFailure(cause -> complain("cannot be written", cause))
        .onComplete(over -> rest(beganAt));
  }

  private Boolean writeNow(Kept now) throws Exception {
    file.write(now);
    return true;
  }

  private void note(Kept now, long revision) {
    written = now;
    writtenRevision = revision;
    fault = "";
  }

  private void rest(long beganAt) {
    long now = System.nanoTime();
    restUntilNanos = now + Math.max(PAUSE_NANOS_MIN, PAUSES_A_WRITE * (now - beganAt));
    writing = false;
  }

  private void complain(String what, Throwable cause) {
    Object why = cause instanceof FileSystemException ? cause : cause.getMessage();
    String said = "the copy in %s %s: %s".formatted(file.path(), what, why);
    if (!said.equals(fault)) {
      LOG.warn("Tenants and keys: {}", said);
    }
    fault = said;
  }
}
