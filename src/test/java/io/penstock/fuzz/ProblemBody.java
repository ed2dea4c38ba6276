package io.penstock.fuzz;

import static io.penstock.fuzz.Contract.require;

import io.penstock.fixture.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;

/** The body of an error, RFC 9457. */
final class ProblemBody {
  private static final Set<String> CODES =
      Set.of(
          "field_missing",
          "field_invalid",
          "tenant_mismatch",
          "id_invalid",
          "id_conflict",
          "duplicate_field",
          "not_an_object",
          "event_too_large",
          "nested_too_deep",
          "schema_violated",
          "malformed");

  private ProblemBody() {}

  static String code(Request request, Answer answer) {
    JsonObject problem = Contract.json(answer);
    String code = String.valueOf(problem.getString("code"));
    requireText(problem, answer, "title", "detail", "instance");
    require(problem.getString("type", "").equals("urn:penstock:problem:" + code), answer, "type");
    require(Objects.equals(problem.getInteger("status"), answer.status()), answer, "status");
    require(
        answer.header("x-request-id").equals(problem.getString("requestId")), answer, "requestId");
    boolean later = !answer.header("retry-after").isEmpty();
    require(Objects.equals(problem.getBoolean("retryable"), later), answer, "retryable");
    boolean known =
        !Code.isAnywhere(request) && !request.is(Touch.FRAMING) && !request.is(Touch.QUERY);
    require(!known || request.path().equals(problem.getString("instance")), answer, "instance");
    JsonArray errors = problem.getJsonArray("errors", new JsonArray());
    requireErrors(errors, answer);
    require(
        code.equals("events_invalid") == !errors.isEmpty() || code.equals("event_too_large"),
        answer,
        "errors are there for events, and only then");
    return code;
  }

  private static void requireText(JsonObject problem, Answer answer, String... members) {
    for (String member : members) {
      require(problem.getValue(member) instanceof String, answer, member + " is no text");
    }
  }

  static void requireErrors(JsonArray errors, Answer answer) {
    for (Object each : errors) {
      require(each instanceof JsonObject, answer, "an error is no object");
      JsonObject error = (JsonObject) each;
      requireText(error, answer, "id", "code", "pointer", "detail");
      require(error.getValue("index") instanceof Integer, answer, "index");
      require(CODES.contains(error.getString("code")), answer, "an error's code is unknown");
      String pointer = error.getString("pointer");
      require(pointer.isEmpty() || pointer.startsWith("/"), answer, "pointer");
    }
  }
}
