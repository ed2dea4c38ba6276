package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives each connection to the verticle on its event loop: what comes over one connection stays on
 * one loop, and so in its order. Beyond the most there may be, a connection gets none.
 */
final class Connections extends ServerTransportFilter {
  /** Who takes the calls of a connection; null where there are too many connections. */
  static final Attributes.Key<Desk> DESK = Attributes.Key.create("penstock-desk");

  private static final Attributes.Key<Boolean> COUNTED = Attributes.Key.create("penstock-counted");

  private final int connectionsMax;
  private final List<Desk> desks = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();

  Connections(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  /** Answers how many there are now. */
  synchronized int add(Desk desk) {
    desks.add(desk);
    return desks.size();
  }

  @Override
  public Attributes transportReady(Attributes connection) {
    Attributes.Builder counted = connection.toBuilder().set(COUNTED, true);
    return open.incrementAndGet() > connectionsMax
        ? counted.build()
        : counted.set(DESK, nearest()).build();
  }

  /** Where the verticles are fewer than the event loops, the others take what is left in turn. */
  private Desk nearest() {
    return desks.stream()
        .filter(Desk::isHere)
        .findFirst()
        .orElseGet(() -> desks.get(Math.floorMod(next.getAndIncrement(), desks.size())));
  }

  /** Also called for connections that said nothing and were never ready, which were not counted. */
  @Override
  public void transportTerminated(@Nullable Attributes connection) {
    if (connection != null && connection.get(COUNTED) != null) {
      open.decrementAndGet();
    }
  }
}
