package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.KEY;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may send, and what everybody else hears. */
@ExtendWith(SharedNode.class)
class CredentialsIT {
  private static final String TENANT = "00000000-0000-0000-0000-000000000000";

  private final TestNode node;

  CredentialsIT(TestNode node) {
    this.node = node;
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, " + BEARER,
    "authorization, bearer " + KEY,
    "authorization, Bearer " + TENANT + ":" + KEY,
    "x-api-key, " + KEY,
    "X-API-Key, " + TENANT + ":" + KEY,
  })
  void theKeyIsTakenInEachForm(String header, String value) {
    Answer answer = node.door().post(pathOf("open"), "{\"id\":\"key\"}", header, value);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer other",
    "authorization, Bearer " + TENANT + ":other",
    "authorization, Bearer 00000000-0000-0000-0000-000000000001:" + KEY,
    "authorization, Basic " + KEY,
    "authorization, " + KEY,
    "x-api-key, other",
    "x-other, " + KEY,
  })
  void everythingElseIsRefusedWithOneAnswer(String header, String value) {
    Answer missing = node.door().post(pathOf("open"), "{}");
    Answer wrong = node.door().post(pathOf("open"), "{}", header, value);

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(withoutId(wrong)).isEqualTo(withoutId(missing));
  }

  @Test
  void anUnknownStreamAndAMethodAreToldBeforeTheKeyIsAsked() {
    assertThat(node.door().post(pathOf("nowhere"), "{}").status()).isEqualTo(404);
    assertThat(node.door().get(pathOf("open")).status()).isEqualTo(405);
  }

  private static JsonObject withoutId(Answer answer) {
    JsonObject json = answer.json();
    json.remove("requestId");
    return json;
  }
}
