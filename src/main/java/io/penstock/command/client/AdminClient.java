package io.penstock.command.client;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the admin listener of a server. */
public final class AdminClient {
  /** Beyond the ten seconds that the server gives a query. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
      throw refused(answer);
    }
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws CommandFailed, InterruptedException {
    try (var http = new Http()) {
      return http.exchange(request, TIMEOUT);
    } catch (IOException fault) {
      throw new CommandFailed(
          ExitCode.UNAVAILABLE,
          admin + ": " + Http.describe(fault) + ".",
          "Is Penstock running? Start it with 'penstock demo', or name its admin address with"
              + " --url.");
    }
  }

  private CommandFailed refused(HttpResponse<byte[]> answer) {
    return ProblemText.of(answer)
        .map(problem -> new CommandFailed(ExitCode.REFUSED, problem.toString(), ""))
        .orElseGet(() -> notOurs("it answered " + answer.statusCode()));
  }

  /** The answer is not what a server of ours says. */
  public CommandFailed notOurs(String what) {
    return new CommandFailed(
        ExitCode.UNEXPECTED,
        admin + ": " + what + ", which is not how Penstock's admin listener answers.",
        "Check --url: the demo's admin address is http://127.0.0.1:8081.");
  }
}
