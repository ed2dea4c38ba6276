package io.penstock.command.demo;

import io.penstock.command.DemoDefaults;
import io.penstock.command.client.Http;
import io.penstock.command.client.ProblemText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A clustered node with everything embedded that starts, brings some events to its sink and ends,
 * while its JVM notes which classes that needs and how often methods are called.
 *
 * @param home the folder of this distribution
 * @param folder a new one, for what the node keeps; it is left to the caller
 */
public record Training(Path home, Path folder) {
  private static final Duration DELIVERED_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** After the node has ended, its JVM starts another that writes the cache. */
  private static final long WRITE_SECONDS_MAX = 180;

  private static final String STREAM = "github";
  private static final int REQUESTS = 200;
  private static final int EVENTS_PER_REQUEST = 20;

  /**
   * Takes tens of seconds. Where the JVM has written {@code cache} is the caller's to see.
   *
   * @throws IllegalStateException with a sentence for people, where the node does not do its work
   */
  public void run(Path cache) throws InterruptedException {
    List<Integer> free = FreePorts.some(2);
    Layout layout = Layout.of(1, folder, free.get(0), free.get(1));
    Child node =
        Child.launch(
            layout.first(),
            home,
            List.of(
                "demo",
                "--training",
                "--data=" + folder,
                "--http-port=" + layout.first().httpPort(),
                "--admin-port=" + layout.first().adminPort()),
            Map.of("PENSTOCK_OPTS", options(cache)));
    try (var started = new Children(List.of(node), WRITE_SECONDS_MAX);
        var http = new Http()) {
      started.awaitReady();
      work(layout.first(), http);
    }
  }

  /** What a cache is good for depends on them, so they are those that starts will have. */
  private static String options(Path cache) {
    String chosen = System.getenv().getOrDefault("PENSTOCK_OPTS", "");
    return chosen + " -Xlog:aot*=error -XX:AOTCacheOutput=" + cache;
  }

  private static void work(Place place, Http http) throws InterruptedException {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        post(place, http, i);
      }
      awaitDelivered(place, http);
    } catch (IOException fault) {
      throw new IllegalStateException(place.http() + ": " + Http.describe(fault), fault);
    }
  }

  private static void post(Place place, Http http, int request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.exchange(
            HttpRequest.newBuilder(URI.create(place.http() + "/v1/streams/" + STREAM + "/events"))
                .header("Authorization", "Bearer " + DemoDefaults.KEY)
                .POST(BodyPublishers.ofString(events(request)))
                .build(),
            ANSWER_MAX);
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(
          "events were answered with " + ProblemText.of(answer).map(Object::toString).orElse(""));
    }
  }

  private static String events(int request) {
    return IntStream.range(0, EVENTS_PER_REQUEST)
        .mapToObj(
            event ->
                """
                {"id":"%d-%d","type":"PushEvent","created_at":"2021-07-21T04:00:00Z"}\
                """
                    .formatted(request, event))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void awaitDelivered(Place place, Http http)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + DELIVERED_MAX.toNanos();
    while (delivered(place, http) < REQUESTS * EVENTS_PER_REQUEST) {
      if (System.nanoTime() - until > 0) {
        throw new IllegalStateException(
            "its events did not reach their sink within " + DELIVERED_MAX.toSeconds() + " s");
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }

  private static long delivered(Place place, Http http) throws IOException, InterruptedException {
    URI ledger = URI.create(place.admin() + "/admin/v1/ledger");
    byte[] answer = http.exchange(HttpRequest.newBuilder(ledger).build(), ANSWER_MAX).body();
    return new JsonArray(Buffer.buffer(answer))
        .stream()
            .map(JsonObject.class::cast)
            .filter(line -> STREAM.equals(line.getString("stream")))
            .mapToLong(line -> line.getLong("delivered", 0L))
            .sum();
  }
}
