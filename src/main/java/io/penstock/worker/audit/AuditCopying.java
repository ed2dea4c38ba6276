package io.penstock.worker.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.access.audit.AuditCopy;
import io.penstock.access.audit.AuditRecord;
import io.penstock.control.Leases;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicAppender;
import io.penstock.log.TopicAppender.NotAppended;
import io.penstock.worker.Progress;
import io.penstock.worker.Progress.More;
import io.penstock.worker.Progress.Rest;
import io.penstock.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the audit trail into its topic, record by record in their order. First the log has a
 * record, then the database says so: a crash between the two copies some again, and their numbers
 * tell. One node at a time, by a lease.
 */
public final class AuditCopying implements Worker {
  private static final String LEASE = "audit-copy";

  /** Longer than a step and the longest wait for the log together. */
  private static final Duration LEASE_TIME = Duration.ofSeconds(60);

  private static final long STEP_NANOS_MAX = Duration.ofSeconds(20).toNanos();
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final int RECORDS_MAX = 50;

  private final LogConfig log;
  private final String topic;
  private final String node;
  private final Leases leases;
  private final AuditCopy copy;
  private final LongConsumer missing;
  private @Nullable TopicAppender appender;

  /** {@code missing} hears how many records the topic does not have yet. */
  public AuditCopying(
      LogConfig log,
      String topic,
      String node,
      Leases leases,
      AuditCopy copy,
      LongConsumer missing) {
    this.log = log;
    this.topic = topic;
    this.node = node;
    this.leases = leases;
    this.copy = copy;
    this.missing = missing;
  }

  @Override
  public String name() {
    return "audit copy";
  }

  /** The producer is made when there is something to copy. */
  @Override
  public void open() {}

  @Override
  public Progress step() throws NotAppended {
    long left = copy.missing().await();
    missing.accept(left);
    if (left <= 0 || !leases.take(LEASE, node, LEASE_TIME).await()) {
      return new Rest(IDLE);
    }
    List<AuditRecord> next = copy.next(RECORDS_MAX).await();
    append(next);
    // somebody took records out: there is less to copy than the trail's head says
    return next.isEmpty() ? new Rest(IDLE) : new More();
  }

  /** What a slow log has not taken in time, the next step goes on with. */
  private void append(List<AuditRecord> records) throws NotAppended {
    long end = System.nanoTime() + STEP_NANOS_MAX;
    for (AuditRecord record : records) {
      if (System.nanoTime() - end > 0) {
        return;
      }
      appender().append(key(record), record.json().encode().getBytes(UTF_8));
      copy.reached(record.seq()).await();
    }
  }

  private static byte[] key(AuditRecord record) {
    return Long.toString(record.seq()).getBytes(UTF_8);
  }

  private TopicAppender appender() {
    TopicAppender open =
        appender == null ? new TopicAppender(log, "penstock-audit", topic) : appender;
    appender = open;
    return open;
  }

  @Override
  public void close() {
    TopicAppender closing = appender;
    appender = null;
    if (closing != null) {
      closing.close();
    }
  }
}
