package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.spool.disk.FileDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it appends: everything it was told is kept, is there. */
class SpoolKillIT {
  private static final SpoolConfig CONFIG = new SpoolConfig("spool", 1L << 30, 64 << 10);
  private static final int KILLS = 5;

  @TempDir private Path folder;

  @Test
  void everythingAcknowledgedIsReadAgain() throws Exception {
    var random = new SplittableRandom(20_261_121);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged = appendUntilKilled(acknowledged + random.nextInt(20, 400));
    }

    try (FileDisk disk = FileDisk.hold(folder)) {
      Spool spool = open(disk);
      long expected = 0;
      for (Optional<Entry> entry = spool.read(); entry.isPresent(); entry = spool.read()) {
        assertThat(entry.get().first()).isEqualTo(expected);
        assertThat(entry.get().payload().getLong(0)).isEqualTo(expected);
        expected = entry.get().end();
      }
      assertThat(expected).isGreaterThanOrEqualTo(acknowledged);
      assertThat(spool.lost()).isZero();
      spool.close();
    }
  }

  /** Answers the number after the last record that was acknowledged. */
  private long appendUntilKilled(long atLeast) throws Exception {
    Process child = start();
    var acknowledged = new AtomicLong();
    Thread reading = Thread.ofVirtual().start(() -> follow(child, acknowledged));
    Eventually.holds(
        "enough is acknowledged", Duration.ofSeconds(30), () -> acknowledged.get() >= atLeast);
    child.destroyForcibly().waitFor();
    reading.join();
    return acknowledged.get();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void follow(Process child, AtomicLong acknowledged) {
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.set(Long.parseLong(line));
      }
    } catch (IOException killed) {
      // what it said until then counts
    }
  }

  private static Spool open(FileDisk disk) throws IOException {
    return Spool.open(disk, CONFIG, new SplittableRandom(), loss -> {});
  }

  /** What the child does: appends in groups, and says after each commit how far it is. */
  static final class Appending {
    private Appending() {}

    public static void main(String[] arguments) throws IOException {
      Spool spool = open(FileDisk.hold(Path.of(arguments[0])));
      var random = new SplittableRandom();
      long next = spool.drained() + spool.records();
      while (true) {
        for (int group = random.nextInt(1, 8); group > 0; group--) {
          ByteBuffer entry = ByteBuffer.allocate(Frame.BYTES + random.nextInt(8, 3_000));
          entry.putLong(Frame.BYTES, next);
          int count = random.nextInt(1, 4);
          spool.append(entry, count);
          next += count;
        }
        spool.commit();
        System.out.println(next);
      }
    }
  }
}
