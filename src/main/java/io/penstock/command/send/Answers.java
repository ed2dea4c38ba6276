package io.penstock.command.send;

import io.penstock.command.client.ExitCode;
import io.penstock.command.client.ProblemText;
import io.penstock.command.send.Answer.Judged;
import io.penstock.command.send.Answer.Later;
import io.penstock.command.send.Answer.Refused;
import io.penstock.command.send.Answer.TooLarge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the server answers. */
final class Answers {
  private Answers() {}

  static Answer read(HttpResponse<byte[]> answer, Batch batch) {
    return switch (answer.statusCode()) {
      case 202, 207 -> judged(answer, batch);
      case 413 -> batch.size() > 1 ? new TooLarge() : noneAccepted(answer, batch);
      case 422 -> noneAccepted(answer, batch);
      case 429, 502, 503, 504 -> new Later(describe(answer), retryAfter(answer));
      case 401, 403 ->
          new Refused(
              ExitCode.NOT_ALLOWED, describe(answer), "Name the key with --key or PENSTOCK_KEY.");
      default -> refused(answer);
    };
  }

  private static Answer judged(HttpResponse<byte[]> answer, Batch batch) {
    return ProblemText.object(answer.body())
        .filter(json -> json.getValue("accepted") instanceof Number)
        .<Answer>map(
            json ->
                new Judged(
                    number(json, "accepted"),
                    number(json, "duplicates"),
                    number(json, "rejected"),
                    rejections(json, batch)))
        .orElseGet(() -> notOurs(answer));
  }

  private static long number(JsonObject json, String field) {
    return json.getValue(field) instanceof Number number ? number.longValue() : 0;
  }

  private static Answer noneAccepted(HttpResponse<byte[]> answer, Batch batch) {
    return ProblemText.of(answer)
        .<Answer>map(problem -> new Judged(0, 0, batch.size(), rejectionsOf(problem, batch)))
        .orElseGet(() -> notOurs(answer));
  }

  private static List<Rejection> rejectionsOf(ProblemText problem, Batch batch) {
    List<Rejection> rejections = rejections(problem.json(), batch);
    if (!rejections.isEmpty()) {
      return rejections;
    }
    String code = String.valueOf(problem.json().getValue("code", problem.title()));
    return List.of(new Rejection(batch.events().getFirst().line(), "", code, problem.detail()));
  }

  /** An event that breaks several rules is listed with the first. */
  private static List<Rejection> rejections(JsonObject json, Batch batch) {
    List<Rejection> rejections = new ArrayList<>();
    if (json.getValue("errors") instanceof JsonArray errors) {
      Set<Integer> listed = new HashSet<>();
      for (Object entry : errors) {
        if (entry instanceof JsonObject error
            && error.getValue("index") instanceof Integer index
            && index >= 0
            && index < batch.size()
            && listed.add(index)) {
          rejections.add(rejection(error, batch.events().get(index)));
        }
      }
    }
    return rejections;
  }

  private static Rejection rejection(JsonObject error, Slice event) {
    return new Rejection(
        event.line(), text(error, "id"), text(error, "code"), text(error, "detail"));
  }

  private static String text(JsonObject json, String field) {
    Object value = json.getValue(field);
    return value == null ? "" : value.toString();
  }

  private static Answer refused(HttpResponse<byte[]> answer) {
    return ProblemText.of(answer)
        .<Answer>map(problem -> new Refused(ExitCode.UNEXPECTED, problem.toString(), ""))
        .orElseGet(() -> notOurs(answer));
  }

  private static Refused notOurs(HttpResponse<byte[]> answer) {
    return new Refused(
        ExitCode.UNEXPECTED,
        "the answer was " + answer.statusCode() + ", but not as Penstock answers",
        "Name the server's ingest address with --url or PENSTOCK_URL.");
  }

  private static String describe(HttpResponse<byte[]> answer) {
    return ProblemText.of(answer)
        .map(ProblemText::toString)
        .orElse("the answer was " + answer.statusCode());
  }

  /** In seconds, as servers of ours say it; a date, which proxies may send, is not read. */
  private static Duration retryAfter(HttpResponse<byte[]> answer) {
    Optional<String> seconds =
        answer.headers().firstValue("retry-after").filter(text -> text.matches("[0-9]{1,9}"));
    return seconds.map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(Duration.ZERO);
  }
}
