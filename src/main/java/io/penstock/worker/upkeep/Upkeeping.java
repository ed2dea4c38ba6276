package io.penstock.worker.upkeep;

import io.penstock.control.Leases;
import io.penstock.sink.Upkeep;
import io.penstock.worker.Progress;
import io.penstock.worker.Progress.Rest;
import io.penstock.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the housekeeping of one sink, on one node at a time: the one that has the lease. */
public final class Upkeeping implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeeping.class);

  /** Its name in the control database; one for all sinks. */
  private static final String LEASE = "sink-upkeep";

  /** Longer than a rest and the longest step together. */
  private static final Duration LEASE_TIME = Duration.ofMinutes(5);

  private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final String sink;
  private final String node;
  private final Leases leases;
  private final Upkeep upkeep;
  private final Clock clock;

  public Upkeeping(String sink, String node, Leases leases, Upkeep upkeep, Clock clock) {
    this.sink = sink;
    this.node = node;
    this.leases = leases;
    this.upkeep = upkeep;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "upkeep of " + sink;
  }

  @Override
  public void open() {}

  @Override
  public Progress step() {
    if (!leases.take(LEASE, node, LEASE_TIME).await()) {
      return new Rest(IDLE);
    }
    Optional<String> done = upkeep.step(clock.instant());
    done.ifPresent(what -> LOG.atInfo().addKeyValue("sink", sink).log("Upkeep: {}", what));
    return new Rest(done.isPresent() ? BETWEEN_STEPS : IDLE);
  }

  @Override
  public void close() {
    upkeep.close();
  }
}
