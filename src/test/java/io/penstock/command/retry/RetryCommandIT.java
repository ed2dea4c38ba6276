package io.penstock.command.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with retries, on a whole node of their own. */
class RetryCommandIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TIER = "penstock.picky.retry-5m";

  @TempDir private Path folder;

  @Test
  void aTierCanBeHeldOverARestartAndReleasedAndForced() {
    try (TestNode node = start()) {
      assertThat(node.post("counted", "[{\"id\":\"1\"}]").status()).isEqualTo(202);
      becomes(node, "running", 1);

      Run held = retry(node, "hold", "--sink", "picky", "--why", "let me look");
      assertThat(held.out()).isEqualTo("1 tier(s) with 1 event(s) that wait: held.\n");
      becomes(node, "held", 1);
    }
    try (TestNode node = start()) {
      becomes(node, "held", 1);
      Run listed = retry(node, "list");
      assertThat(listed.out()).contains("picky", TIER, "held");

      Run rehearsed = retry(node, "force", "--sink", "picky", "--dry-run");
      assertThat(rehearsed.out())
          .isEqualTo("1 tier(s) with 1 event(s) that wait: nothing was changed.\n");
      becomes(node, "held", 1);

      retry(node, "release", "--sink", "picky", "--tier", "5m");
      becomes(node, "running", 1);

      retry(node, "force", "--sink", "picky", "--tier", TIER);
      Eventually.holds(
          "it is in the inbox",
          SOON,
          () -> node.topic("penstock.picky.again").values().equals(List.of("{\"id\":\"1\"}")));
    }
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    try (TestNode node = start()) {
      Run unknownSink = retry(node, "hold", "--sink", "lake");
      assertThat(unknownSink.exitCode()).isEqualTo(1);
      assertThat(unknownSink.err()).contains("there is no 'lake', expected one of [duckdb, picky]");

      Run unknownTier = retry(node, "hold", "--sink", "picky", "--tier", "7m");
      assertThat(unknownTier.err()).contains("there is no '7m', expected one of [" + TIER + "]");
    }
  }

  private TestNode start() {
    return TestNode.start(
        folder,
        "sinks.picky.type=blackhole",
        "sinks.picky.streams=counted",
        "sinks.picky.script=later",
        "sinks.picky.retry.tiers=5m");
  }

  private static void becomes(TestNode node, String state, int waiting) {
    Eventually.holds(
        waiting + " wait, " + state,
        SOON,
        () -> {
          JsonObject slot = slot(node);
          return slot.getString("state", "").equals(state)
              && slot.getInteger("waiting", -1) == waiting;
        });
  }

  private static JsonObject slot(TestNode node) {
    return node.admin().get("/admin/v1/retries").json().getJsonArray("slots").stream()
        .map(JsonObject.class::cast)
        .filter(slot -> slot.getString("tier").equals(TIER))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  private static Run retry(TestNode node, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + node.admin().port());
    return Run.of(new RetryCommand(), all.toArray(String[]::new));
  }
}
