package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender hears of its events, word by word. */
@ExtendWith(SharedNode.class)
class ReceiptsIT {
  private final TestNode node;

  ReceiptsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void allAccepted() {
    Answer answer = node.post("open", "{\"id\":\"receipt-1\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text())
        .matches(
            "\\{\"receipt\":\"open~[0-2]:(\\d+)-\\1\","
                + "\"accepted\":1,\"duplicates\":0,\"rejected\":0,\"durability\":\"log\"}");
  }

  @Test
  void aReceiptTellsHowFarTheSinksAre() {
    String receipt = node.post("open", "[{},{},{}]").json().getString("receipt");
    node.settle("open");

    Answer answer = ask(receipt);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().encode())
        .isEqualTo(
            "{\"receipt\":\""
                + receipt
                + "\",\"records\":3,\"sinks\":{\"duckdb\":{\"waiting\":0,\"delivered\":3}}}");
  }

  @Test
  void whatIsNotThereYetWaits() {
    Answer answer = ask("open~0:999000-999009~1:999000-999000");

    assertThat(answer.json().getJsonObject("sinks").getJsonObject("duckdb").encode())
        .isEqualTo("{\"waiting\":11,\"delivered\":0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "nobody~0:1-1", "open~0:2-1", "open~0:1", "open~x:1-1", "~0:1-1"})
  void whatIsNoReceiptIsNotFound(String receipt) {
    Answer answer = ask(receipt);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("unknown_receipt");
  }

  @Test
  void aReceiptIsShownToThoseWithAKey() {
    assertThat(node.door().get("/v1/receipts/open~0:0-0").code()).isEqualTo("unauthenticated");
  }

  private Answer ask(String receipt) {
    return node.door().get("/v1/receipts/" + receipt, "authorization", BEARER);
  }

  @Test
  void nothingToAccept() {
    assertThat(node.post("open", "[]").text())
        .isEqualTo(
            "{\"receipt\":\"\",\"accepted\":0,\"duplicates\":0,\"rejected\":0,\"durability\":\"log\"}");
  }

  @Test
  void someAccepted() {
    Answer answer = node.post("open", "[{\"id\":\"receipt-2\"},7]");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    JsonObject json = answer.json();
    assertThat(json.remove("receipt").toString()).matches("open~[0-2]:(\\d+)-\\1");
    assertThat(json.encode())
        .isEqualTo(
            "{\"accepted\":1,\"duplicates\":0,\"rejected\":1,\"durability\":\"log\",\"errors\":"
                + "[{\"index\":1,\"id\":\"\",\"code\":\"not_an_object\",\"pointer\":\"\","
                + "\"detail\":\"an event must be a JSON object\"}]}");
  }

  @Test
  void noneAccepted() {
    Answer answer =
        node.door()
            .post(
                pathOf("open"),
                "[{\"id\":\"a\\u0000b\",\"type\":5}]",
                "authorization",
                BEARER,
                "x-request-id",
                "receipt-3");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    JsonObject json = answer.json();
    assertThat(json.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/type");
    json.remove("errors");
    assertThat(json.encode())
        .isEqualTo(
            "{\"type\":\"urn:penstock:problem:events_invalid\",\"title\":\"No event could be"
                + " kept\",\"status\":422,\"detail\":\"type must be text of at most 128 bytes.\","
                + "\"instance\":\"/v1/streams/open/events\",\"code\":\"events_invalid\","
                + "\"requestId\":\"receipt-3\",\"retryable\":false}");
  }

  @Test
  void aScalarAloneIsNoEvent() {
    Answer answer = node.post("open", "\"text\"");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errors().getFirst().getString("code")).isEqualTo("not_an_object");
  }

  @Test
  void aBrokenLineCostsThatLineAndIsNamed() {
    Answer answer =
        node.door()
            .post(
                pathOf("open"),
                "{\"id\":\"l-1\"}\n{\"id\":\n\n{\"id\":\"l-2\"}\n",
                "authorization",
                BEARER,
                "content-type",
                "application/x-ndjson");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
    assertThat(answer.errors().getFirst().getString("code")).isEqualTo("malformed");
    assertThat(answer.errors().getFirst().getString("detail")).startsWith("line 2, byte ");
  }

  @Test
  void theSameEventTwiceIsADuplicateAndAnotherOneWithItsIdAConflict() {
    Answer answer =
        node.post("open", "[{\"id\":\"d\",\"v\":1},{\"id\":\"d\",\"v\":1},{\"id\":\"d\",\"v\":2}]");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(1);
    assertThat(answer.json().getInteger("duplicates")).isEqualTo(1);
    assertThat(answer.json().getInteger("rejected")).isEqualTo(1);
    JsonObject error = answer.errors().getFirst();
    assertThat(error.getInteger("index")).isEqualTo(2);
    assertThat(error.getString("id")).isEqualTo("d");
    assertThat(error.getString("code")).isEqualTo("id_conflict");
    assertThat(error.getString("pointer")).isEqualTo("/id");
  }
}
