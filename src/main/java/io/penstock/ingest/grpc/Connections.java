package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each connection to the verticle on its event loop: what comes over one connection stays on
 * one loop, and so in its order. Beyond the most there may be, a connection gets none.
 */
final class Connections extends ServerTransportFilter {
  /** Who takes the calls of a connection; null where there are too many connections. */
  static final Attributes.Key<Desk> DESK = Attributes.Key.create("penstock-desk");

  private final int connectionsMax;
  private final List<Desk> desks = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();

  Connections(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  /** Answers how many there are now. */
  int add(Desk desk) {
    desks.add(desk);
    return desks.size();
  }

  @Override
  public Attributes transportReady(Attributes connection) {
    if (open.incrementAndGet() > connectionsMax) {
      return connection;
    }
    return connection.toBuilder().set(DESK, nearest()).build();
  }

  /** Where the verticles are fewer than the event loops, the others take what is left in turn. */
  private Desk nearest() {
    return desks.stream()
        .filter(Desk::isHere)
        .findFirst()
        .orElseGet(() -> desks.get(Math.floorMod(next.getAndIncrement(), desks.size())));
  }

  @Override
  public void transportTerminated(Attributes connection) {
    open.decrementAndGet();
  }
}
