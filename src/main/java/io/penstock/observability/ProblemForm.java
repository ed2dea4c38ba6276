package io.penstock.observability;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How a problem is written. A client that takes none of these gets the first all the same. */
public enum ProblemForm {
  /** RFC 9457. */
  PROBLEM_JSON("application/problem+json"),
  /** The same, for clients that know no other JSON. */
  JSON("application/json"),
  /** For a person before a terminal or a browser. */
  TEXT("text/plain; charset=utf-8");

  private static final String PLAIN = "text/plain";
  private static final String HTML = "text/html";
  private static final List<String> OFFERED =
      List.of(PROBLEM_JSON.mediaType, JSON.mediaType, PLAIN, HTML);

  /** In a text. */
  private static final int ERRORS_MAX = 10;

  private final String mediaType;

  ProblemForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * What the lines of an {@code Accept} ask for. Nothing but errors is negotiated, so that events
   * pay nothing for it.
   */
  public static ProblemForm preferred(List<String> accept) {
    return switch (Accept.of(accept).best(OFFERED).orElse(PROBLEM_JSON.mediaType)) {
      case PLAIN, HTML -> TEXT;
      case String name -> name.equals(JSON.mediaType) ? JSON : PROBLEM_JSON;
    };
  }

  public String mediaType() {
    return mediaType;
  }

  /** {@code instance} is the path that was asked for. */
  public Buffer write(Problem problem, String instance, String requestId) {
    return switch (this) {
      case PROBLEM_JSON, JSON -> json(problem, instance, requestId);
      case TEXT -> Buffer.buffer(text(problem, requestId));
    };
  }

  private static Buffer json(Problem problem, String instance, String requestId) {
    var json =
        new JsonObject()
            .put("type", "urn:penstock:problem:" + problem.code())
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail())
            .put("instance", instance)
            .put("code", problem.code())
            .put("requestId", requestId)
            .put("retryable", problem.retryAfter().isPresent());
    return (problem.errors().isEmpty() ? json : json.put("errors", problem.errors())).toBuffer();
  }

  private static String text(Problem problem, String requestId) {
    var text = new StringBuilder(line(problem.title())).append(line(problem.detail()));
    int errors = problem.errors().size();
    for (int i = 0; i < Math.min(errors, ERRORS_MAX); i++) {
      text.append(line(error(problem.errors().getJsonObject(i))));
    }
    if (errors > ERRORS_MAX) {
      text.append(line("  and " + (errors - ERRORS_MAX) + " more"));
    }
    problem
        .retryAfterSeconds()
        .ifPresent(
            seconds -> text.append(line("Repeat the request as it is in " + seconds + " s.")));
    return text.append(line(problem.status() + " " + problem.code() + ", request " + requestId))
        .toString();
  }

  private static String error(JsonObject error) {
    return "  event %s, %s: %s"
        .formatted(error.getInteger("index"), error.getString("code"), error.getString("detail"));
  }

  /** What came from the sender must not steer the terminal that shows it. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cc}", "\ufffd") + "\n";
  }
}
