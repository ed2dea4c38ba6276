package io.penstock.fuzz;

import static io.penstock.fuzz.Contract.require;

import io.penstock.batch.Place;
import io.penstock.fixture.Answer;
import io.penstock.ingest.ReceiptText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The body of a 202 or 207. */
final class ReceiptBody {
  private static final Set<String> MEMBERS =
      Set.of("receipt", "accepted", "duplicates", "rejected", "durability", "errors", "warnings");

  private ReceiptBody() {}

  static Finding judge(Request request, Answer answer) {
    require(answer.header("content-type").equals("application/json"), answer, "no JSON");
    JsonObject body = Contract.json(answer);
    require(MEMBERS.containsAll(body.fieldNames()), answer, "a member is not documented");
    int accepted = count(body, "accepted", answer);
    int duplicates = count(body, "duplicates", answer);
    int rejected = count(body, "rejected", answer);
    require("log".equals(body.getString("durability")), answer, "durability");
    require((answer.status() == 207) == (rejected > 0), answer, "207 means that some are rejected");
    require(rejected == rejectedIn(body, answer), answer, "rejected is not what errors say");
    requireExact(request, answer, accepted, duplicates);
    List<Place> places = places(body, accepted, answer);
    var told = new Told(stream(places, request), accepted, true, places);
    String label = answer.status() + (accepted == 0 ? " of nothing" : "");
    return new Finding(label, Optional.empty(), Optional.of(told));
  }

  private static int count(JsonObject body, String member, Answer answer) {
    require(
        body.getValue(member) instanceof Integer count && count >= 0, answer, member + " is none");
    return body.getInteger(member);
  }

  private static int rejectedIn(JsonObject body, Answer answer) {
    JsonArray errors = body.getJsonArray("errors", new JsonArray());
    ProblemBody.requireErrors(errors, answer);
    return (int)
        errors.stream().map(error -> ((JsonObject) error).getInteger("index")).distinct().count();
  }

  private static void requireExact(Request request, Answer answer, int accepted, int duplicates) {
    Content content = request.content();
    boolean exact =
        answer.status() == 202
            && accepted == content.events()
            && duplicates == content.duplicates();
    require(!request.isGood() || exact, answer, "another count than was sent");
  }

  /** Records of other requests may stand between the first and the last. */
  private static List<Place> places(JsonObject body, int accepted, Answer answer) {
    String receipt = String.valueOf(body.getString("receipt"));
    if (accepted == 0) {
      require(receipt.isEmpty(), answer, "a receipt for nothing");
      return List.of();
    }
    Optional<List<Place>> places = ReceiptText.read(receipt).map(ReceiptText.Named::places);
    require(places.isPresent(), answer, "the receipt is none");
    long records = places.orElseThrow().stream().mapToLong(Place::records).sum();
    require(records >= accepted, answer, "the receipt has fewer records than were accepted");
    return places.orElseThrow();
  }

  private static String stream(List<Place> places, Request request) {
    return places.isEmpty() ? request.way().stream() : places.getFirst().topic();
  }
}
