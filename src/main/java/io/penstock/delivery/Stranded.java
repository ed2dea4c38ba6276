package io.penstock.delivery;

import io.penstock.log.Partition;
import io.penstock.observability.Health;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Partitions that stand still because the log does not hold what comes next. */
final class Stranded {
  private static final Logger LOG = LoggerFactory.getLogger(Stranded.class);

  private final String sink;
  private final Health health;
  private final Map<Partition, Long> missing = new HashMap<>();

  Stranded(String sink, Health health) {
    this.sink = sink;
    this.health = health;
  }

  void add(Partition partition, Start.Nowhere why) {
    missing.put(partition, why.missing());
    health.red(component(partition), why.reason());
    LOG.atError().addKeyValue("sink", sink).log("A partition stands still: {}", why.reason());
  }

  void forget(Partition partition) {
    missing.remove(partition);
    health.forget(component(partition));
  }

  /** Records that are neither in the log nor in any count. */
  long records() {
    return missing.values().stream().mapToLong(Long::longValue).sum();
  }

  private String component(Partition partition) {
    return "sink " + sink + " " + partition;
  }
}
