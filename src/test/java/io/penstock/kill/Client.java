package io.penstock.kill;

import io.penstock.fixture.Installation;
import io.penstock.kill.Requests.Request;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends every request until it was accepted whole. What became of a request whose connection broke,
 * or that was answered 5xx, nobody knows: it is sent again with the same bytes.
 */
final class Client implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  /** What became of a request, each time it was sent. */
  enum Became {
    /** With every event. */
    ACCEPTED,
    /** The connection broke, or nothing was said in time. */
    BROKEN,
    /** Answered 5xx. */
    UNAVAILABLE,
    /** Nobody listened. */
    UNSENT
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();
  private final URI door;
  private final Requests requests;
  private final Pace pace;
  private final List<Thread> connections = new ArrayList<>();
  private final Map<Became, Integer> times = new EnumMap<>(Became.class);
  private int events;
  private @Nullable Throwable fault;

  Client(URI door, Requests requests, int rate) {
    this.door = door;
    this.requests = requests;
    this.pace = new Pace(rate);
  }

  void start() {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(Thread.ofVirtual().name("connection-" + i).start(this::work));
    }
  }

  private void work() {
    try {
      for (var next = requests.next(); next.isPresent(); next = requests.next()) {
        pace.await(next.get().events());
        deliver(next.get());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError unexpected) {
      fail(unexpected);
    }
  }

  private void deliver(Request request) throws InterruptedException {
    for (Became became = send(request); became != Became.ACCEPTED; became = send(request)) {
      count(became, 0);
      pace.await(request.events());
    }
    count(Became.ACCEPTED, request.events());
  }

  private Became send(Request request) throws InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(door)
            .timeout(ANSWER_MAX)
            .header("authorization", "Bearer " + Installation.KEY)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(request.body()))
            .build();
    try {
      return understand(http.send(post, BodyHandlers.ofString()), request);
    } catch (ConnectException nobody) {
      return Became.UNSENT;
    } catch (IOException broken) {
      return Became.BROKEN;
    }
  }

  private static Became understand(HttpResponse<String> answer, Request request) {
    if (answer.statusCode() >= 500) {
      return Became.UNAVAILABLE;
    }
    if (answer.statusCode() != 202
        || new JsonObject(answer.body()).getInteger("accepted") != request.events()) {
      throw new AssertionError(
          "%d events were answered with %d: %s"
              .formatted(request.events(), answer.statusCode(), answer.body()));
    }
    return Became.ACCEPTED;
  }

  private synchronized void count(Became became, int accepted) {
    times.merge(became, 1, Integer::sum);
    events += accepted;
  }

  private synchronized void fail(Throwable unexpected) {
    fault = unexpected;
  }

  /** Whether so many events were accepted by now. */
  synchronized boolean hasAccepted(int wanted) {
    if (fault != null) {
      throw new AssertionError("the client gave up", fault);
    }
    return events >= wanted;
  }

  synchronized int times(Became became) {
    return times.getOrDefault(became, 0);
  }

  @Override
  public void close() {
    connections.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
