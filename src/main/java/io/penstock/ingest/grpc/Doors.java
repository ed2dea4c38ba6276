package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each connection to the verticle on its event loop: what comes over one connection stays on
 * one loop, and so in its order.
 */
final class Doors extends ServerTransportFilter {
  /** Who takes the calls of a connection. */
  static final Attributes.Key<Door> DOOR = Attributes.Key.create("penstock-door");

  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  /** Answers how many there are now. */
  synchronized int add(Door door) {
    doors.add(door);
    return doors.size();
  }

  @Override
  public Attributes transportReady(Attributes connection) {
    return connection.toBuilder().set(DOOR, nearest()).build();
  }

  /** Where the verticles are fewer than the event loops, the others take what is left in turn. */
  private Door nearest() {
    return doors.stream()
        .filter(Door::isHere)
        .findFirst()
        .orElseGet(() -> doors.get(Math.floorMod(next.getAndIncrement(), doors.size())));
  }
}
