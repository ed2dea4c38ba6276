package io.penstock.load.torture.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.send.Heard.Verdict.Kept;
import io.penstock.load.torture.send.Heard.Verdict.Unknown;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardTest {
  private static final Map<String, String> NO_HEADERS = Map.of();

  private final Heard heard = new Heard();

  private Heard.Verdict hear(int status, Map<String, String> headers, String body) {
    return heard.understand(new HttpAnswer(status, headers, body), 3);
  }

  private static String accepted(int events, String durability) {
    return """
    {"receipt":"r~0:1-3","accepted":%d,"duplicates":0,"rejected":0,"durability":"%s"}\
    """
        .formatted(events, durability);
  }

  @Test
  void takesA202ForAPromise() {
    assertThat(hear(202, NO_HEADERS, accepted(3, "log"))).isEqualTo(new Kept(false, "r~0:1-3"));
    assertThat(hear(202, NO_HEADERS, accepted(3, "spool"))).isEqualTo(new Kept(true, "r~0:1-3"));
    assertThat(heard.unlawful()).isZero();
    assertThat(heard.requests()).containsExactly(Map.entry("202", 2L));
  }

  @Test
  void knowsNothingAfterA503() {
    assertThat(hear(503, Map.of("retry-after", "1"), "{}")).isEqualTo(new Unknown());
    assertThat(heard.unlawful()).isZero();
  }

  @Test
  void findsA503ThatDoesNotSayWhenToComeBackUnlawful() {
    assertThat(hear(503, NO_HEADERS, "{}")).isEqualTo(new Unknown());
    assertThat(heard.unlawful()).isEqualTo(1);
  }

  @Test
  void tellsAConnectionThatEndedInOrderFromOneThatDidNot() {
    heard.broken(new DoorConnection.HungUp());
    heard.broken(new SocketException("Connection reset"));
    heard.broken(new SocketTimeoutException("Read timed out"));
    heard.unsent();

    assertThat(heard.cutOff()).isEqualTo(2);
    assertThat(heard.requests())
        .containsOnlyKeys(
            "closed without an answer",
            "no answer: Connection reset",
            "no answer: nothing came in time",
            "no connection");
  }

  @Test
  void findsAnyOtherAnswerUnlawful() {
    assertThat(hear(500, NO_HEADERS, "{}")).isEqualTo(new Unknown());
    assertThat(hear(207, NO_HEADERS, accepted(2, "log"))).isEqualTo(new Unknown());
    assertThat(heard.unlawful()).isEqualTo(2);
  }

  @Test
  void findsA202ForAnotherNumberOfEventsUnlawful() {
    assertThat(hear(202, NO_HEADERS, accepted(2, "log"))).isEqualTo(new Unknown());
    assertThat(heard.unlawful()).isEqualTo(1);
  }
}
