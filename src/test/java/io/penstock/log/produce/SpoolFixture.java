package io.penstock.log.produce;

import io.penstock.batch.Submission;
import io.penstock.batch.Submissions;
import io.penstock.config.Configuration;
import io.penstock.spool.Appended;
import io.penstock.spool.Spool;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** A spool as a node leaves it. */
public final class SpoolFixture {
  private SpoolFixture() {}

  public static Spool open(Disk disk) throws IOException {
    SpoolConfig config = SpoolConfig.read(Configuration.ofYaml("").root());
    return Spool.open(disk, config, new SplittableRandom(5), loss -> {});
  }

  /** Keeps a request. */
  public static void keep(Spool spool, String topic, String body) throws IOException {
    keep(spool, Submissions.of(Submissions.stream(topic, 1 << 20), body));
  }

  static void keep(Spool spool, Submission submission) throws IOException {
    ByteBuffer entry = SpoolEntry.of(submission);
    if (!(spool.append(entry, submission.slices().count()) instanceof Appended.At)) {
      throw new IllegalStateException("the spool is full");
    }
    spool.commit();
  }
}
