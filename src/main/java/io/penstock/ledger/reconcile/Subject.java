package io.penstock.ledger.reconcile;

import io.penstock.event.Stream;
import io.penstock.retry.RetryConfig;
import io.penstock.sink.Inspectable;
import java.util.Optional;
import java.util.Set;

/**
 * A sink and one of its streams, which are to be compared.
 *
 * @param group the sink's consumer group
 * @param types those it takes; empty for all
 * @param holdings empty where the sink cannot show what it holds
 * @param tenantOtherwise owns records that did not come through our door
 */
public record Subject(
    String sink,
    String group,
    Set<String> types,
    RetryConfig retry,
    Optional<Inspectable> holdings,
    Stream stream,
    String tenantOtherwise) {

  boolean wants(String type) {
    return types.isEmpty() || types.contains(type);
  }
}
