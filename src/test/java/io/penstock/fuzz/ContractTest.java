package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fuzz.Request.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A contract that forgives everything shows nothing: each forged answer must be found. */
class ContractTest {
  private static final String RECEIPT =
      "{\"receipt\":\"open~0:5-6\",\"accepted\":2,\"duplicates\":0,\"rejected\":0,\"durability\":\"log\"}";
  private static final String MALFORMED =
      "{\"type\":\"urn:penstock:problem:malformed_json\",\"title\":\"t\",\"status\":400,\"detail\":\"d\","
          + "\"instance\":\"/v1/streams/open/events\",\"code\":\"malformed_json\","
          + "\"requestId\":\"fuzz-7\",\"retryable\":false}";

  private static Request good() {
    return request(List.of(), EnumSet.noneOf(Touch.class));
  }

  private static Request damaged(Touch touch) {
    return request(List.of("damaged"), EnumSet.of(touch));
  }

  private static Request request(List<String> damages, EnumSet<Touch> touches) {
    var content = new Content(new byte[0], new long[] {1, 2}, 0, false);
    return new Request(
        7,
        Way.OPEN,
        "POST",
        Way.OPEN.path(),
        damages,
        touches,
        content,
        false,
        new byte[0],
        Ending.KEEP);
  }

  private static Answer answer(int status, String type, String body) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("content-type", List.of(type));
    headers.put("x-request-id", List.of("fuzz-7"));
    return new Answer(status, headers, body.getBytes(UTF_8));
  }

  private static Answer taken(String body) {
    return answer(202, "application/json", body);
  }

  private static Answer problem(int status, String body) {
    return answer(status, "application/problem+json", body);
  }

  private static void fine(Request request, Answer answer) {
    assertThat(Contract.judge(request, new Reply.Answered(answer)).violation()).isEmpty();
  }

  private static void violation(Request request, Answer answer, String how) {
    assertThat(Contract.judge(request, new Reply.Answered(answer)).violation()).contains(how);
  }

  @Test
  void takesWhatIsPromised() {
    fine(good(), taken(RECEIPT));
    fine(damaged(Touch.BODY), problem(400, MALFORMED));
  }

  @Test
  void knowsNoRefusalThatIsNotDocumented() throws IOException {
    String page = Files.readString(Path.of("docs/http.md"));

    assertThat(Code.names()).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
  }

  @Test
  void countsWhatWasTaken() {
    Finding finding = Contract.judge(good(), new Reply.Answered(taken(RECEIPT)));

    assertThat(finding.told().orElseThrow().accepted()).isEqualTo(2);
    assertThat(finding.told().orElseThrow().stream()).isEqualTo("open");
  }

  @Test
  void findsAnotherCount() {
    violation(good(), taken(RECEIPT.replace(":2,", ":1,")), "another count than was sent");
    violation(
        good(),
        taken(RECEIPT.replace("5-6", "5-5")),
        "the receipt has fewer records than were accepted");
  }

  @Test
  void findsARefusalOfAGoodRequest() {
    violation(good(), problem(400, MALFORMED), "a good request was refused");
  }

  @Test
  void findsARefusalThatNothingEarns() {
    violation(
        damaged(Touch.HEADERS),
        problem(400, MALFORMED),
        "nothing in the request earns malformed_json");
  }

  @Test
  void findsAFaultOfTheServer() {
    String internal = MALFORMED.replace("malformed_json", "internal").replace("400", "500");

    violation(damaged(Touch.BODY), problem(500, internal), "a fault of the server");
  }

  @Test
  void letsItselfBePutOffWhereItSaysUntilWhen() {
    String busy = MALFORMED.replace("malformed_json", "busy").replace("400", "503");
    Answer later = problem(503, busy.replace("false", "true"));
    later.headers().put("retry-after", List.of("1"));

    fine(good(), later);
    violation(damaged(Touch.BODY), problem(503, busy), "a fault of the server");
  }

  @Test
  void findsACodeThatIsNotDocumented() {
    violation(
        damaged(Touch.BODY),
        problem(400, MALFORMED.replace("malformed_json", "odd")),
        "no such code is documented");
  }

  @Test
  void findsAnswersThatAreNotWhatTheySayTheyAre() {
    violation(good(), taken("{"), "the body is no JSON");
    violation(good(), answer(202, "text/plain", RECEIPT), "no JSON");
    violation(good(), taken(RECEIPT.replace("\"log\"", "\"disk\"")), "durability");
    violation(damaged(Touch.BODY), problem(422, MALFORMED), "status");
    violation(damaged(Touch.BODY), problem(400, MALFORMED.replace("fuzz-7", "x")), "requestId");
    violation(damaged(Touch.BODY), problem(400, MALFORMED.replace("false", "true")), "retryable");
  }

  @Test
  void findsTheAnswerToAnotherRequest() {
    Answer other = taken(RECEIPT);
    other.headers().put("x-request-id", List.of("fuzz-8"));

    violation(good(), other, "the request id is 'fuzz-8'");
  }

  @Test
  void findsThatAWrongKeyWasTaken() {
    violation(damaged(Touch.NO_KEY), taken(RECEIPT), "what must be refused was taken");
  }

  @Test
  void findsSilenceAndAnEndWithoutAnAnswer() {
    assertThat(Contract.judge(damaged(Touch.FRAMING), new Reply.Silent()).violation()).isPresent();
    assertThat(Contract.judge(damaged(Touch.BODY), new Reply.Closed()).violation()).isPresent();
    assertThat(Contract.judge(damaged(Touch.FRAMING), new Reply.Closed()).violation()).isEmpty();
  }
}
