package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender can say so that repeating a request is safe: a key, and all or nothing. */
@ExtendWith(SharedNode.class)
class RepeatedRequestsIT {
  private final TestNode node;

  RepeatedRequestsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void eventsWithoutAnIdAreTheSameWhenTheyComeAgainWithTheSameKey() {
    String events = "[{\"type\":\"again\",\"n\":1},{\"type\":\"again\",\"n\":1}]";

    assertThat(post(events, "order-17").status()).isEqualTo(202);
    assertThat(post(events, "\"order-17\"").status()).isEqualTo(202);
    assertThat(post(events, "order-18").status()).isEqualTo(202);

    node.settle("open");
    assertThat(rows("again")).hasSize(4);
  }

  @Test
  void aBadEventDoesNotShiftTheIdsOfThoseBehindIt() {
    assertThat(post("[7,{\"type\":\"behind\"}]", "order-19").status()).isEqualTo(207);
    assertThat(post("[{\"type\":\"ahead\"},{\"type\":\"behind\"}]", "order-19").status())
        .isEqualTo(202);

    node.settle("open");
    assertThat(rows("behind")).hasSize(1);
    assertThat(rows("ahead")).hasSize(1);
  }

  @Test
  void aKeyNamesNothingInAnotherStream() {
    String event = "{\"n\":5}";

    assertThat(post("small", event, "order-20").status()).isEqualTo(202);
    assertThat(post("counted", event, "order-20").status()).isEqualTo(202);

    node.settle("small");
    node.settle("counted");
    List<?> ids =
        node.query(
            "select id from small where data = '{\"n\":5}'"
                + " intersect select id from counted where data = '{\"n\":5}'");
    assertThat(ids).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertRefusedAsParameter(post("{}", key));
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    assertThat(post("{\"type\":\"long\"}", "k".repeat(255)).status()).isEqualTo(202);
    assertRefusedAsParameter(post("{}", "k".repeat(256)));
  }

  @Test
  void atomicRequestsAreKeptWhole() {
    Answer answer = atomic("[{\"id\":\"all-1\",\"type\":\"atomic\"},{\"id\":\"all-2\"}]");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
  }

  @Test
  void orNotAtAll() {
    Answer answer = atomic("[{\"id\":\"none-1\",\"type\":\"halved\"},7,{\"id\":\"none-2\"}]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("events_invalid");
    assertThat(answer.json().getString("detail"))
        .isEqualTo("Of 3 events 1 break a rule, and atomic=true asks for all or nothing.");
    assertThat(answer.errors()).hasSize(1);
    assertThat(answer.errors().getFirst().getInteger("index")).isEqualTo(1);
    node.settle("open");
    assertThat(rows("halved")).isEmpty();
  }

  @Test
  void aBrokenLineCostsAnAtomicRequestToo() {
    Answer answer =
        node.door()
            .post(
                pathOf("open") + "?atomic=true",
                "{\"id\":\"none-3\",\"type\":\"halved\"}\n{\n",
                "authorization",
                BEARER,
                "content-type",
                "application/x-ndjson");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errors().getFirst().getString("code")).isEqualTo("malformed");
  }

  @Test
  void atomicIsTrueOrFalse() {
    assertThat(send("?atomic=false", "[{\"id\":\"all-3\"},7]").status()).isEqualTo(207);
    assertThat(send("?other=1", "[{\"id\":\"all-4\"},7]").status()).isEqualTo(207);
    assertRefusedAsParameter(send("?atomic=yes", "{}"));
  }

  private List<?> rows(String type) {
    return node.query("select id from open where type = '" + type + "'");
  }

  private Answer post(String events, String key) {
    return post("open", events, key);
  }

  private Answer post(String stream, String events, String key) {
    return node.door()
        .post(pathOf(stream), events, "authorization", BEARER, "idempotency-key", key);
  }

  private Answer atomic(String events) {
    return send("?atomic=true", events);
  }

  private Answer send(String query, String events) {
    return node.door().post(pathOf("open") + query, events, "authorization", BEARER);
  }

  private static void assertRefusedAsParameter(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad_parameter");
  }
}
