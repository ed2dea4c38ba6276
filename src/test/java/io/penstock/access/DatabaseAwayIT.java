package io.penstock.access;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.Relay;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of tenants while the control database cannot be reached. */
class DatabaseAwayIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @Test
  void keysAreTakenAsTheyWereForAWhileAndThenNotUntilItAnswersAgain() {
    PostgresDatabase database = PostgresDatabase.fresh();
    try (var relay = new Relay(database.port());
        var node = start(database, relay)) {
      var tenants = new Tenants(node.admin());
      tenants.create("acme");
      Tenants.Key key = tenants.key("acme");

      relay.cut();
      Eventually.holds("it is missed", SOON, () -> health(node).contains("does not answer"));
      assertThat(health(node)).contains("keys of tenants are taken as they were, for 10s at most");
      assertThat(post(node, key).status()).isEqualTo(202);

      Eventually.holds("nobody knows", SOON, () -> post(node, key).status() == 503);
      Answer refused = post(node, key);
      assertThat(refused.code()).isEqualTo("access_unknown");
      assertThat(refused.header("retry-after")).isEqualTo("5");
      assertThat(node.post("open", "{\"id\":\"by the key of the configuration\"}").status())
          .isEqualTo(202);

      relay.mend();
      Eventually.holds("it is back", SOON, () -> post(node, key).status() == 202);
    }
  }

  @Test
  void aNodeThatStartsWithoutTheDatabaseTakesKeysAsItKnewThemOnceAndNoOthers() throws IOException {
    PostgresDatabase database = PostgresDatabase.fresh();
    Tenants.Key key;
    Tenants.Key revoked;
    Path copy = folder.resolve("data").resolve("tenants-and-keys");
    try (var relay = new Relay(database.port())) {
      try (var node = start(database, relay)) {
        var tenants = new Tenants(node.admin());
        tenants.create("acme");
        key = tenants.key("acme");
        revoked = tenants.key("acme");
        tenants.revoke(revoked.id());
        Eventually.holds("it is kept", SOON, () -> isKept(copy, revoked));
        relay.cut();
      }

      try (var node = start(database, relay, "access.stale-max=1h")) {
        assertThat(post(node, key).status()).isEqualTo(202);
        assertThat(post(node, revoked).status()).isEqualTo(401);
        Eventually.holds(
            "its health says so",
            SOON,
            () -> health(node).contains("keys of tenants are taken as they were, for 1h at most"));
      }

      try (var node = start(database, relay)) {
        Eventually.holds("nobody knows", SOON, () -> post(node, key).status() == 503);
      }

      Files.writeString(
          copy,
          Files.readString(copy)
              .replaceAll("\"revoked_at_millis\":\\d+", "\"revoked_at_millis\":0"));
      try (var node = start(database, relay, "access.stale-max=1h")) {
        assertThat(post(node, key).status()).isEqualTo(503);
        assertThat(post(node, revoked).status()).isEqualTo(503);
        assertThat(health(node))
            .contains(copy + " is not used: it was changed, or written with another pepper");

        relay.mend();
        Eventually.holds("it is back", SOON, () -> post(node, key).status() == 202);
        assertThat(post(node, revoked).status()).isEqualTo(401);
        Eventually.holds("all is well", SOON, () -> health(node).contains("green"));
      }
    }
  }

  private static boolean isKept(Path copy, Tenants.Key revoked) {
    try {
      return Files.readAllLines(copy).stream()
          .anyMatch(
              line -> line.contains(revoked.id()) && !line.contains("\"revoked_at_millis\":0"));
    } catch (IOException notYet) {
      return false;
    }
  }

  private TestNode start(PostgresDatabase database, Relay relay) {
    return start(database, relay, "access.stale-max=10s");
  }

  private TestNode start(PostgresDatabase database, Relay relay, String staleMax) {
    return TestNode.start(
        folder,
        "control.url=" + database.urlAt(relay.port()),
        "control.user=" + PostgresDatabase.USER,
        "access.pepper=${file:" + pepper() + "}",
        staleMax);
  }

  private Path pepper() {
    try {
      return Files.writeString(folder.resolve("pepper"), "0123456789abcdef0123456789abcdef");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static String health(TestNode node) {
    JsonObject components = node.admin().get("/health").json().getJsonObject("components");
    return components.getJsonObject("tenants").encode();
  }

  private static Answer post(TestNode node, Tenants.Key key) {
    return node.door().post(pathOf("open"), "{\"id\":\"a\"}", "authorization", key.bearer());
  }
}
