package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams whose events are held to a JSON Schema. */
@ExtendWith(SharedNode.class)
class SchemaIT {
  private static final String GOOD = "{\"id\":\"%s\",\"amount\":5}";
  private static final String BAD = "{\"id\":\"%s\",\"amount\":\"5\"}";

  private final TestNode node;

  SchemaIT(TestNode node) {
    this.node = node;
  }

  @Test
  void anEventThatBreaksItIsRejectedAndNamed() {
    Answer answer = post("held", GOOD.formatted("s-1"), BAD.formatted("s-2"));

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(1);
    JsonObject error = answer.errors().getFirst();
    assertThat(error.getInteger("index")).isEqualTo(1);
    assertThat(error.getString("id")).isEqualTo("s-2");
    assertThat(error.getString("code")).isEqualTo("schema_violated");
    assertThat(error.getString("pointer")).isEqualTo("/amount");
    assertThat(error.getString("detail")).startsWith("/amount ").contains("integer");
  }

  @Test
  void alone() {
    Answer answer = post("held", BAD.formatted("s-3"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("events_invalid");
  }

  @Test
  void whatIsNoJsonIsStillMalformed() {
    assertThat(node.post("held", "[{]").code()).isEqualTo("malformed_json");
  }

  @Test
  void aNumberTooLongToBeLookedAtIsTheEventsFault() {
    Answer answer = node.post("held", "{\"id\":\"s-4\",\"amount\":" + "9".repeat(2_000) + "}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errors().getFirst().getString("detail"))
        .isEqualTo("the event cannot be checked: a number in it has more than 1,000 digits");
  }

  @Test
  void aWarningCostsNothing() {
    Answer answer = post("warned", GOOD.formatted("s-5"), BAD.formatted("s-6"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
    assertThat(answer.json().containsKey("errors")).isFalse();
    JsonObject warning = answer.json().getJsonArray("warnings").getJsonObject(0);
    assertThat(warning.getString("id")).isEqualTo("s-6");
    assertThat(warning.getString("pointer")).isEqualTo("/amount");
    node.settle("warned");
    assertThat(node.query("select id from warned where id in ('s-5', 's-6')")).hasSize(2);
  }

  @Test
  void aHundredWarningsAreEnough() {
    String[] events = new String[150];
    for (int i = 0; i < events.length; i++) {
      events[i] = BAD.formatted("many-" + i);
    }

    assertThat(post("warned", events).json().getJsonArray("warnings")).hasSize(100);
  }

  private Answer post(String stream, String... events) {
    return node.post(stream, "[" + String.join(",", events) + "]");
  }
}
