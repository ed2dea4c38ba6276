package io.penstock.access.audit;

import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail.Entry;
import io.penstock.access.audit.Denials.Sample;
import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Writes denials into the audit trail: one record for each kind, with how many there were. Between
 * two times it waits longer and longer while denials go on, so that nobody can fill the trail by
 * being refused. What cannot be written stays counted.
 */
public final class DenialSampler {
  static final Duration WAIT_MIN = Duration.ofSeconds(10);
  static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private final Denials denials;
  private final ControlDatabase database;
  private final AuditTrail trail;
  private Duration wait = WAIT_MIN;

  public DenialSampler(Denials denials, ControlDatabase database, AuditTrail trail) {
    this.denials = denials;
    this.database = database;
    this.trail = trail;
  }

  /** How long to wait before the next time. */
  public Duration untilNext() {
    return wait;
  }

  /** All that was counted; not twice at a time. */
  public Future<Void> write() {
    List<Sample> samples = denials.drain();
    if (samples.isEmpty()) {
      wait = WAIT_MIN;
      return Future.succeededFuture();
    }
    return database
        .inTransaction(transaction -> trail.record(transaction, entries(samples)))
        .onSuccess(written -> wait = longer(wait))
        .onFailure(away -> denials.putBack(samples));
  }

  private static Duration longer(Duration before) {
    Duration twice = before.multipliedBy(2);
    return twice.compareTo(WAIT_MAX) < 0 ? twice : WAIT_MAX;
  }

  private static List<Entry> entries(List<Sample> samples) {
    return samples.stream().map(DenialSampler::entry).toList();
  }

  private static Entry entry(Sample sample) {
    return new Entry(
        new Act(
            "sender",
            sample.address(),
            "access.denied",
            sample.kind().reason(),
            "",
            "",
            sample.kind().subject()),
        new Ending("denied", sample.denials(), "", ""));
  }
}
