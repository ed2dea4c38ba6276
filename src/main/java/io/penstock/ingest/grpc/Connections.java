package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deals connections out to the event loops in turn: what comes over one connection stays on one
 * loop, and so in its order. Beyond the most there may be, a connection gets none.
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
    Desk desk = desks.get(Math.floorMod(next.getAndIncrement(), desks.size()));
    return connection.toBuilder().set(DESK, desk).build();
  }

  @Override
  public void transportTerminated(Attributes connection) {
    open.decrementAndGet();
  }
}
