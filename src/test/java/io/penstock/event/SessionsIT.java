package io.penstock.event;

import static io.penstock.fixture.TestNode.BEARER;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Guide;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The statement of docs/http.md finds the sessions in a sink. */
@ExtendWith(SharedNode.class)
class SessionsIT {
  private final TestNode node;

  SessionsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void twoPausesMakeThreeSessionsAndMidnightMakesNone() {
    String session = UUID.randomUUID().toString();
    send(session, "2024-03-01T23:40:00Z");
    send(session, "2024-03-01T23:50:00Z");
    send(session, "2024-03-02T00:19:59Z");
    send(session, "2024-03-02T00:49:59Z");
    send(session, "2024-03-02T01:00:00Z");
    send(session, "2024-03-02T03:00:00Z");

    assertThat(sessions(session))
        .containsExactly(
            "1 2024-03-01 23:40:00 2024-03-02 00:19:59 3",
            "2 2024-03-02 00:49:59 2024-03-02 01:00:00 2",
            "3 2024-03-02 03:00:00 2024-03-02 03:00:00 1");
  }

  @Test
  void anEventThatComesLateCanMakeTwoSessionsOne() {
    String session = UUID.randomUUID().toString();
    send(session, "2024-03-01T10:00:00Z");
    send(session, "2024-03-01T10:40:00Z");
    assertThat(sessions(session)).hasSize(2);

    send(session, "2024-03-01T10:20:00Z");

    assertThat(sessions(session)).containsExactly("1 2024-03-01 10:00:00 2024-03-01 10:40:00 3");
  }

  @Test
  void visitorsHaveSessionsOfTheirOwn() {
    String one = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    send(one, "2024-03-01T10:00:00Z");
    send(other, "2024-03-01T10:20:00Z");
    send(one, "2024-03-01T10:40:00Z");

    assertThat(sessions(one)).hasSize(2);
    assertThat(sessions(other)).hasSize(1);
  }

  private void send(String session, String time) {
    JsonObject event =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("tenant_id", Sliced.TENANT)
            .put("session_id", session)
            .put("timestamp", time)
            .put("type", "pageview")
            .put("path", "/");
    Answer answer = node.door().post("/ingest", event.encode(), "authorization", BEARER);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  /** Number, first and last time, and events of each. */
  private List<String> sessions(String session) {
    node.settle("events");
    String wanted =
        "SELECT format('{} {} {} {}', visit, began, ended, events) FROM ("
            + Guide.sessions()
            + ") WHERE session_id = '"
            + session
            + "' AND events = pageviews ORDER BY visit";
    return node.query(wanted).stream().map(SessionsIT::only).toList();
  }

  private static String only(JsonArray row) {
    return row.getString(0);
  }
}
