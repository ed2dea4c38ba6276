package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser hears that sends events for a web page. */
@ExtendWith(SharedNode.class)
class CorsIT {
  private static final String PAGE = "https://shop.example";
  private static final String STRANGER = "https://elsewhere.example";

  private final TestNode node;

  CorsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void aPageMayAskWhatItMaySend() {
    Answer answer = preflight(PAGE);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo(PAGE);
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("POST");
    assertThat(answer.header("access-control-allow-headers"))
        .isEqualTo("authorization, content-type");
    assertThat(answer.header("vary")).isEqualTo("origin");
  }

  @Test
  void aStrangerIsToldNothing() {
    Answer answer = preflight(STRANGER);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    assertThat(answer.headers()).doesNotContainKey("access-control-allow-methods");
  }

  @Test
  void aPageMayReadTheAnswerAlsoWhenItIsAProblem() {
    assertReadable(202, send(PAGE, "{\"id\":\"cors-1\"}", BEARER));
    assertReadable(400, send(PAGE, "{", BEARER));
    assertReadable(401, send(PAGE, "{}", "Bearer wrong"));
  }

  @Test
  void aStrangerMayNot() {
    assertThat(send(STRANGER, "{\"id\":\"cors-2\"}", BEARER).headers())
        .doesNotContainKey("access-control-allow-origin");
  }

  private Answer preflight(String origin) {
    return node.door()
        .send(
            "OPTIONS",
            pathOf("open"),
            BodyPublishers.noBody(),
            "origin",
            origin,
            "access-control-request-method",
            "POST",
            "access-control-request-headers",
            "authorization, content-type");
  }

  private Answer send(String origin, String body, String authorization) {
    return node.door().post(pathOf("open"), body, "authorization", authorization, "origin", origin);
  }

  private static void assertReadable(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo(PAGE);
    assertThat(answer.header("access-control-expose-headers")).contains("x-request-id");
  }
}
