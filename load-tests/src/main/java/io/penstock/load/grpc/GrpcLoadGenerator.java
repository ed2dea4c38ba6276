package io.penstock.load.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.penstock.grpc.EventServiceGrpc;
import io.penstock.ingest.grpc.message.RawMessages;
import io.penstock.load.http.Load;
import io.penstock.load.http.Tally;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over a few connections from one thread, so many of them under way at a time: each
 * that is answered makes room for the next.
 */
public final class GrpcLoadGenerator {
  private static final long DRAIN_SECONDS_MAX = 15;
  private static final int UNAVAILABLE = 503;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final RawMessages BYTES = new RawMessages();
  private static final MethodDescriptor<byte[], byte[]> SEND =
      EventServiceGrpc.getSendMethod().toBuilder(BYTES, BYTES).build();

  private final GrpcTarget target;
  private final List<byte[]> messages;
  private final MultiThreadIoEventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final CountDownLatch over;
  private final int inFlight;
  private final Duration duration;
  private final Tally tally = new Tally();
  private long sent;
  private long cpuNanos;
  private long startedNanos;
  private long endNanos;

  private GrpcLoadGenerator(
      GrpcTarget target, List<byte[]> messages, int connections, int inFlight, Duration duration) {
    this.target = target;
    this.messages = messages;
    this.inFlight = inFlight;
    this.duration = duration;
    this.over = new CountDownLatch(inFlight);
    for (int n = 0; n < connections; n++) {
      channels.add(channel());
    }
  }

  /** Runs for the duration, then waits a bounded time for the answers still under way. */
  public static Load run(
      GrpcTarget target, List<byte[]> messages, int connections, int inFlight, Duration duration)
      throws IOException {
    var generator = new GrpcLoadGenerator(target, messages, connections, inFlight, duration);
    try {
      return generator.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while loading", interrupted);
    } finally {
      generator.hangUp();
    }
  }

  private ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", target.port())
        .eventLoopGroup(thread)
        .channelType(NioSocketChannel.class)
        .directExecutor()
        .usePlaintext()
        .build();
  }

  private Load run() throws InterruptedException {
    thread.execute(this::start);
    boolean answered = over.await(duration.toSeconds() + DRAIN_SECONDS_MAX, TimeUnit.SECONDS);
    long unanswered = answered ? 0 : over.getCount();
    return tally.load(duration, unanswered, Duration.ofNanos(cpuNanos));
  }

  private void start() {
    cpuNanos = -cpuNanos();
    startedNanos = System.nanoTime();
    endNanos = startedNanos + duration.toNanos();
    for (int n = 0; n < inFlight; n++) {
      next();
    }
  }

  private void next() {
    long now = System.nanoTime();
    if (now < endNanos) {
      send(now);
    } else {
      if (over.getCount() == 1) {
        cpuNanos += cpuNanos();
      }
      over.countDown();
    }
  }

  private void send(long intended) {
    ClientCall<byte[], byte[]> call =
        channels.get((int) (sent % channels.size())).newCall(SEND, CallOptions.DEFAULT);
    var metadata = new Metadata();
    metadata.put(AUTHORIZATION, target.authorization());
    call.start(new Answer(intended), metadata);
    call.request(1);
    call.sendMessage(messages.get((int) (sent++ % messages.size())));
    call.halfClose();
  }

  /** Only its status is looked at; a whole answer is one that was accepted. */
  private final class Answer extends ClientCall.Listener<byte[]> {
    private final long intendedNanos;

    Answer(long intendedNanos) {
      this.intendedNanos = intendedNanos;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      long now = System.nanoTime();
      int as = status.isOk() ? 202 : UNAVAILABLE;
      tally.answered(as, now - intendedNanos, now < endNanos);
      thread.execute(GrpcLoadGenerator.this::next);
    }
  }

  private void hangUp() {
    channels.forEach(ManagedChannel::shutdownNow);
    var _ = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
