package io.penstock.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a listener is told. */
final class Heard implements ForwarderListener {
  final AtomicInteger delivered = new AtomicInteger();
  final AtomicInteger omitted = new AtomicInteger();
  final Queue<RejectedEvent> rejected = new ConcurrentLinkedQueue<>();
  final Queue<String> failed = new ConcurrentLinkedQueue<>();
  final Queue<String> reasons = new ConcurrentLinkedQueue<>();

  @Override
  public void delivered(int events, String receipt) {
    delivered.addAndGet(events);
  }

  @Override
  public void omitted(int events) {
    omitted.addAndGet(events);
  }

  @Override
  public void rejected(RejectedEvent event) {
    rejected.add(event);
  }

  @Override
  public void failed(List<byte[]> events, String reason) {
    events.forEach(event -> failed.add(new String(event, UTF_8)));
    reasons.add(reason);
  }
}
