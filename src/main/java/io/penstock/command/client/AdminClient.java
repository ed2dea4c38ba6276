package io.penstock.command.client;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the admin listener of a server. */
public final class AdminClient {
  /** Beyond the ten seconds that the server gives a query. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int LINES_AHEAD_MAX = 16;
  private static final int PROBLEM_BYTES_MAX = 64 << 10;

  private final HttpAddress admin;

  public AdminClient(HttpAddress admin) {
    this.admin = admin;
  }

  /** The JSON text that the server answers with. */
  public String post(String path, JsonObject question) throws CommandFailed, InterruptedException {
    return ask(
        HttpRequest.newBuilder(admin.at(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question.encode()))
            .build());
  }

  /** The same, for what changes nothing. */
  public String get(String path) throws CommandFailed, InterruptedException {
    return ask(HttpRequest.newBuilder(admin.at(path)).build());
  }

  /** A text as one part of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String ask(HttpRequest request) throws CommandFailed, InterruptedException {
    HttpResponse<byte[]> answer = exchange(request);
    if (answer.statusCode() != 200) {
      throw refused(answer.statusCode(), answer.body());
    }
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /**
   * Hands over the lines that the server answers with, as they come; it must not be silent long.
   */
  public void lines(String path, JsonObject question, LineTaker taker)
      throws CommandFailed, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(admin.at(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question.encode()))
            .build();
    try (var http = new Http()) {
      HttpResponse<InputStream> answer = http.open(request, TIMEOUT);
      try (var body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw refused(answer.statusCode(), body.readNBytes(PROBLEM_BYTES_MAX));
        }
        read(body, taker);
      }
    } catch (IOException fault) {
      throw unreachable(fault);
    }
  }

  /** Takes one line of an answer. */
  @FunctionalInterface
  public interface LineTaker {
    void take(JsonObject line) throws CommandFailed;
  }

  private void read(InputStream body, LineTaker taker)
      throws IOException, CommandFailed, InterruptedException {
    BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(LINES_AHEAD_MAX);
    Thread reading = Thread.ofVirtual().start(() -> pump(body, lines));
    try {
      Optional<String> line = next(lines);
      while (line.isPresent()) {
        taker.take(object(line.get()));
        line = next(lines);
      }
    } finally {
      reading.interrupt();
    }
  }

  private static Optional<String> next(BlockingQueue<Optional<String>> lines)
      throws IOException, InterruptedException {
    Optional<String> line = lines.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new HttpTimeoutException("not a word for " + TIMEOUT.toSeconds() + " s");
    }
    return line;
  }

  /** Whoever takes the lines sees by the last one whether the answer was whole. */
  private static void pump(InputStream body, BlockingQueue<Optional<String>> lines) {
    try {
      var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      for (String line = readLine(reader); line != null; line = readLine(reader)) {
        lines.put(Optional.of(line));
      }
      lines.put(Optional.empty());
    } catch (InterruptedException nobodyTakesThem) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable String readLine(BufferedReader reader) {
    try {
      return reader.readLine();
    } catch (IOException brokenOff) {
      return null;
    }
  }

  private JsonObject object(String line) throws CommandFailed {
    return ProblemText.object(line.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> notOurs("it answered something else than lines of JSON"));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws CommandFailed, InterruptedException {
    try (var http = new Http()) {
      return http.exchange(request, TIMEOUT);
    } catch (IOException fault) {
      throw unreachable(fault);
    }
  }

  private CommandFailed unreachable(IOException fault) {
    return new CommandFailed(
        ExitCode.UNAVAILABLE,
        admin + ": " + Http.describe(fault) + ".",
        "Is Penstock running? Start it with 'penstock demo', or name its admin address with"
            + " --url.");
  }

  private CommandFailed refused(int status, byte[] body) {
    return ProblemText.of(body)
        .map(problem -> new CommandFailed(ExitCode.REFUSED, problem.toString(), ""))
        .orElseGet(() -> notOurs("it answered " + status));
  }

  /** The answer is not what a server of ours says. */
  public CommandFailed notOurs(String what) {
    return new CommandFailed(
        ExitCode.UNEXPECTED,
        admin + ": " + what + ", which is not how Penstock's admin listener answers.",
        "Check --url: the demo's admin address is http://127.0.0.1:8081.");
  }
}
