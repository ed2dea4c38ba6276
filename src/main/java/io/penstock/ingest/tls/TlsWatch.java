package io.penstock.ingest.tls;

import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the files of one door with what the door uses. Whoever writes them may be in the middle
 * of it: they count when two looks in a row have found the same, and what cannot be used then
 * changes nothing.
 */
final class TlsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);
  private static final long RENEWAL_SECONDS_MAX = 10;

  private final DoorTls door;
  private final Vertx vertx;
  private final Health health;
  private final Clock clock;
  private final Consumer<TlsChanged> listener;
  private @Nullable TlsFiles seen;
  private @Nullable TlsFiles judged;
  private Optional<String> refusal = Optional.empty();

  TlsWatch(DoorTls door, Vertx vertx, Health health, Clock clock, Consumer<TlsChanged> listener) {
    this.door = door;
    this.vertx = vertx;
    this.health = health;
    this.clock = clock;
    this.listener = listener;
  }

  /** The first look: a door does not open with files that cannot be used. */
  void open() throws UnusableFiles {
    TlsFiles found = TlsFiles.read(door.config());
    door.take(TlsMaterial.of(door.config(), found, vertx));
    judged = found;
    tellHealth();
  }

  /** Reads files and waits for the door. What changes before it is open counts once it is. */
  void look() {
    TlsFiles found = TlsFiles.read(door.config());
    if (found.equals(seen) && !found.equals(judged)) {
      door.renewal().ifPresent(renewal -> judge(found, renewal));
    }
    seen = found;
    tellHealth();
  }

  private void judge(TlsFiles found, Supplier<Future<?>> renewal) {
    judged = found;
    try {
      if (!door.material().isOf(found)) {
        take(TlsMaterial.of(door.config(), found, vertx), renewal);
      }
      refusal = Optional.empty();
    } catch (UnusableFiles fault) {
      refuse(String.valueOf(fault.getMessage()));
    }
  }

  private void take(TlsMaterial renewed, Supplier<Future<?>> renewal) throws UnusableFiles {
    TlsMaterial before = door.material();
    door.take(renewed);
    try {
      renewal.get().await(RENEWAL_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (RuntimeException | TimeoutException fault) {
      door.take(before);
      LOG.atError().addKeyValue("door", door.door()).setCause(fault).log("A door keeps its TLS");
      throw new UnusableFiles("what was read cannot be used: " + fault);
    }
    LOG.atInfo()
        .addKeyValue("door", door.door())
        .addKeyValue("ends", renewed.end())
        .log("New connections get the certificate and authorities that have changed");
    listener.accept(new TlsChanged(door, renewed.hasOtherAuthorities(before)));
  }

  private void refuse(String sentence) {
    refusal = Optional.of(sentence);
    LOG.atWarn()
        .addKeyValue("door", door.door())
        .log("The files of TLS have changed and cannot be used, those before stay: {}", sentence);
  }

  private void tellHealth() {
    new Judgement(refusal, door.material().end(), clock.instant())
        .tell(health, "tls " + door.door());
  }
}
