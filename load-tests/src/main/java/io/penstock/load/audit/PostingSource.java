package io.penstock.load.audit;

import static java.util.stream.Collectors.joining;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.send.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Posts arrays of events over HTTP, and repeats what is not accepted, as a sender does. */
final class PostingSource implements Source {
  private static final int EVENTS_PER_REQUEST = 50;
  private static final int UNDER_WAY_MAX = 16;
  private static final int ATTEMPTS_MAX = 50;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final AuditEvents events = new AuditEvents("http");
  private final Semaphore free = new Semaphore(UNDER_WAY_MAX);
  private final AtomicLong accepted = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final URI door;
  private final String key;
  private long sent;

  PostingSource(URI door, String key) {
    this.door = door;
    this.key = key;
  }

  @Override
  public int atOnce() {
    return EVENTS_PER_REQUEST;
  }

  @Override
  public void send(int count) {
    for (int i = 0; i + EVENTS_PER_REQUEST <= count; i += EVENTS_PER_REQUEST) {
      long first = sent;
      sent += EVENTS_PER_REQUEST;
      free.acquireUninterruptibly();
      senders.execute(() -> post(first));
    }
  }

  private void post(long first) {
    String body =
        LongStream.range(first, first + EVENTS_PER_REQUEST)
            .mapToObj(events::text)
            .collect(joining(",", "[", "]"));
    try {
      for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        if (isAccepted(body)) {
          accepted.addAndGet(EVENTS_PER_REQUEST);
          return;
        }
        Pause.until(System.nanoTime() + PAUSE.toNanos(), Thread.currentThread()::isInterrupted);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  private boolean isAccepted(String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 202;
    } catch (IOException broken) {
      return false;
    }
  }

  @Override
  public long finish() {
    senders.close();
    if (accepted.get() != sent) {
      throw new BenchFault("the door accepted %d of %d events".formatted(accepted.get(), sent));
    }
    return sent;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public void close() {
    senders.shutdownNow();
    http.shutdownNow();
  }
}
