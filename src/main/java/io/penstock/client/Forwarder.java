package io.penstock.client;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.penstock.client.ForwarderHealth.ServerState;
import io.penstock.grpc.EventServiceGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Sends events to Penstock over gRPC: gathers them into batches, sends a batch again where that
 * helps, and tells a listener what became of each. It holds no more events than its options allow,
 * and it makes nothing durable itself: what is not yet settled when the process ends is gone.
 *
 * <p>Safe for all threads. A batch that is sent again is the same events, also where they have no
 * ids of their own: the server keeps both copies in its log, and a sink with a unique key has one.
 */
public final class Forwarder implements AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);
  private static final Duration HEALTH_MAX = Duration.ofSeconds(1);
  private static final Duration LEAVE_MAX = Duration.ofSeconds(1);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;
  private final Gathering gathering;
  private final ForwarderListener listener;
  private final ForwarderOptions options;
  private final Progress progress = new Progress();
  private final List<Thread> threads = new ArrayList<>();

  Forwarder(
      ManagedChannel channel,
      String key,
      String stream,
      ForwarderOptions options,
      ForwarderListener listener,
      Time time,
      RandomGenerator random) {
    this.channel = channel;
    this.options = options;
    this.listener = listener;
    this.gathering = new Gathering(options);
    var stub =
        EventServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials(key)));
    var backoff = new Backoff(options.backoffFirst(), options.backoffMax(), random);
    var sending = new Sending(gathering, stub, stream, options, backoff, time, progress, listener);
    for (int i = 0; i < options.inFlightMax(); i++) {
      threads.add(Thread.ofVirtual().name("penstock-forwarder-" + i).start(sending));
    }
  }

  /**
   * Begins a forwarder to {@code host:port}, with the key of its tenant; over TLS unless it is told
   * otherwise.
   */
  public static ForwarderBuilder to(String target, String key) {
    return new ForwarderBuilder(target, key);
  }

  private static Metadata credentials(String key) {
    var metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + key);
    return metadata;
  }

  /**
   * Takes an event, a JSON object in UTF-8, which must not change any more; answers false where the
   * buffer is full.
   *
   * @throws IllegalStateException where the forwarder is closed
   */
  public boolean offer(byte[] event) {
    try {
      return offer(event, Duration.ZERO);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Likewise, but waits for room for so long. */
  public boolean offer(byte[] event, Duration waitMax) throws InterruptedException {
    if (event.length > options.bufferBytesMax()) {
      throw new IllegalArgumentException(
          "an event of " + event.length + " bytes is larger than the buffer");
    }
    return gathering.offer(event, ForwarderOptions.atMostAYear(waitMax).toNanos());
  }

  /**
   * Has everything that was offered sent now; answers whether all of it is settled in time:
   * delivered, rejected or given up.
   */
  public boolean flush(Duration waitMax) throws InterruptedException {
    return gathering.flush(ForwarderOptions.atMostAYear(waitMax).toNanos());
  }

  /** How it fares; asks the server, for at most a second. */
  public ForwarderHealth health() {
    return progress.with(serverState(), gathering.eventsHeld(), gathering.bytesHeld());
  }

  private ServerState serverState() {
    try {
      ServingStatus status =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(HEALTH_MAX.toMillis(), TimeUnit.MILLISECONDS)
              .check(
                  HealthCheckRequest.newBuilder().setService(EventServiceGrpc.SERVICE_NAME).build())
              .getStatus();
      return status == ServingStatus.SERVING ? ServerState.SERVING : ServerState.NOT_SERVING;
    } catch (StatusRuntimeException silent) {
      return ServerState.UNREACHABLE;
    }
  }

  /** Sends what is left, for at most 30 seconds. */
  @Override
  public void close() {
    try {
      close(CLOSE_MAX);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes nothing new and sends what is left; what is not settled in time is given up. Answers
   * whether everything was settled.
   */
  public boolean close(Duration waitMax) throws InterruptedException {
    gathering.close();
    try {
      return flush(waitMax);
    } finally {
      leave();
    }
  }

  private void leave() throws InterruptedException {
    List<byte[]> left = gathering.drain();
    threads.forEach(Thread::interrupt);
    channel.shutdownNow();
    if (!left.isEmpty()) {
      Sending.tell(() -> listener.failed(left, "the forwarder was closed"));
    }
    long end = System.nanoTime() + LEAVE_MAX.toNanos();
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
