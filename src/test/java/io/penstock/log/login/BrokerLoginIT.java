package io.penstock.log.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Node;
import io.penstock.ServerConfig;
import io.penstock.config.Configuration;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.GuardedBroker;
import io.penstock.fixture.NodeCertificates;
import io.penstock.fixture.Said;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.TokenIssuer;
import io.penstock.fixture.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes at a broker that asks who comes. */
class BrokerLoginIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String WRONG = "not-the-password";
  private static final String CLIENT_SECRET = "the-secret-of-the-client";

  @TempDir private static Path folder;

  private static NodeCertificates certificates;
  private static NodeCertificates strangers;
  private static TokenIssuer issuer;
  private static GuardedBroker broker;

  @BeforeAll
  static void start() throws IOException {
    certificates = NodeCertificates.in(Files.createDirectory(folder.resolve("certificates")), 2);
    strangers = NodeCertificates.in(Files.createDirectory(folder.resolve("strangers")), 1);
    issuer = new TokenIssuer(Duration.ofMinutes(5));
    broker = new GuardedBroker(folder.resolve("broker"), certificates, issuer.keys(), 0);
    Files.writeString(folder.resolve("password"), GuardedBroker.PASSWORD);
    Files.writeString(folder.resolve("wrong"), WRONG);
    Files.writeString(folder.resolve("client-secret"), CLIENT_SECRET);
  }

  @AfterAll
  static void end() {
    broker.close();
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram-sha-256", "scram-sha-512"})
  void takesEventsToTheLogAndTheSinkWithAPassword(String mechanism) throws IOException {
    try (TestNode node = node(mechanism, broker.login(), password(mechanism, "password"))) {
      keepsAndDelivers(node, mechanism);
      tellsNoSecret(node, GuardedBroker.PASSWORD);
    }
  }

  @Test
  void takesEventsToTheLogAndTheSinkWithAPasswordBehindTls() throws IOException {
    List<String> settings = new ArrayList<>(tls(certificates));
    settings.addAll(password("plain", "password"));
    try (TestNode node = node("plain", broker.tlsLogin(), settings)) {
      keepsAndDelivers(node, "plain");
      tellsNoSecret(node, GuardedBroker.PASSWORD);
    }
  }

  @Test
  void takesEventsToTheLogAndTheSinkWithOneTokenForAllClients() throws IOException {
    int before = issuer.asked();
    try (TestNode node = node("oauthbearer", broker.login(), token(issuer.tokens()))) {
      keepsAndDelivers(node, "oauthbearer");

      tellsNoSecret(node, CLIENT_SECRET);
      assertThat(issuer.asked() - before).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "scram-sha-512"})
  void saysThatThePasswordIsRefusedAndKeepsEventsOnDisk(String mechanism) throws IOException {
    try (Said said = Said.fromNow();
        TestNode node = node(mechanism + "-wrong", broker.login(), password(mechanism, "wrong"))) {
      keepsOnDisk(node, mechanism + "-wrong");

      assertThat(health("log", node))
          .contains("the broker refuses the login: Authentication failed");
      Eventually.holds("the sink says so too", SOON, () -> sinkIsRefused(node));
      tellsNoSecret(node, WRONG);
      assertThat(said.text())
          .contains("Events go to the spool until the log is there again: the broker refuses")
          .contains("Nothing can be read from the log, and delivery starts over: the broker")
          .doesNotContain(WRONG);
    }
  }

  private static boolean sinkIsRefused(TestNode node) {
    return health("sink duckdb", node).startsWith("the broker refuses the login");
  }

  @Test
  void saysSoBeforeANodeIsStartedToo() throws IOException {
    Path file = Files.writeString(folder.resolve("check.yaml"), nodeWith("checked"));
    List<String> settings = new ArrayList<>(password("plain", "wrong"));
    settings.add("log.bootstrap-servers=" + broker.login());
    ServerConfig config = ServerConfig.read(Configuration.load(file, Map.of(), settings));

    assertThat(Node.check(config))
        .containsExactly(
            "log: the broker refuses the login: Authentication failed: Invalid username or"
                + " password");
  }

  @Test
  void saysThatAForgedTokenIsRefusedAndKeepsEventsOnDisk() throws IOException {
    try (Said said = Said.fromNow();
        TestNode node = node("forged", broker.login(), token(issuer.forgedTokens()))) {
      keepsOnDisk(node, "forged");

      assertThat(health("log", node))
          .isEqualTo("the broker refuses the login: {\"status\":\"invalid_token\"}");
      tellsNoSecret(node, CLIENT_SECRET);
      assertThat(said.text()).doesNotContain(CLIENT_SECRET).doesNotContain("eyJ");
    }
  }

  /** Kafka's own producer would never send anything again. */
  @Test
  void goesOnByItselfWhereTheTokenEndpointWasAwayAtTheStart() throws IOException {
    issuer.goAway();
    try (TestNode node = node("late", broker.login(), token(issuer.tokens()))) {
      keepsOnDisk(node, "late");
      assertThat(health("log", node))
          .startsWith("there is no token for the broker: the token endpoint " + issuer.tokens());
      issuer.comeBack();

      Eventually.holds("it is in the log", SOON, () -> isDrained(node));
      assertThat(Topic.read(broker.open(), "late").values()).containsExactly("{\"id\":\"one\"}");
      Eventually.holds("it is in the sink", SOON, () -> isInTheSink("late", node));
      assertThat(node.post("late", "{\"id\":\"two\"}").json().getString("durability"))
          .isEqualTo("log");
    }
  }

  private static boolean isDrained(TestNode node) {
    return health("log", node).equals("works") && health("spool", node).equals("works");
  }

  private static void keepsOnDisk(TestNode node, String stream) {
    Answer answer = node.post(stream, "{\"id\":\"one\"}");
    assertThat(answer.json().getString("durability")).as(answer.text()).isEqualTo("spool");
  }

  private static String health(String component, TestNode node) {
    var state =
        node.admin().get("/health").json().getJsonObject("components").getJsonObject(component);
    return state == null ? "" : state.getString("detail");
  }

  @Test
  void knowsTheBrokerByItsAuthorityAndShowsItACertificate() throws IOException {
    List<String> settings = new ArrayList<>(tls(certificates));
    settings.add("log.tls.certificate=" + certificates.certificate(2));
    settings.add("log.tls.key=" + certificates.key(2));
    try (TestNode node = node("mutual", broker.mutual(), settings)) {
      keepsAndDelivers(node, "mutual");
    }
  }

  @Test
  void doesNotTalkToABrokerOfAnotherAuthority() throws IOException {
    try (TestNode node = node("strange", broker.tls(), tls(strangers))) {
      keepsOnDisk(node, "strange");

      assertThat(health("log", node)).startsWith("TLS with the broker fails: Path does not chain");
    }
  }

  @Test
  void isNotLetInWithoutACertificate() throws IOException {
    try (TestNode node = node("naked", broker.mutual(), tls(certificates))) {
      keepsOnDisk(node, "naked");

      assertThat(health("log", node)).contains("certificate");
    }
  }

  private static List<String> tls(NodeCertificates trusted) {
    return List.of("log.tls.enabled=true", "log.tls.authority=" + trusted.authority());
  }

  private static void keepsAndDelivers(TestNode node, String stream) {
    Answer answer = node.post(stream, "{\"id\":\"one\"}");
    assertThat(answer.json().getString("durability")).as(answer.text()).isEqualTo("log");
    assertThat(Topic.read(broker.open(), stream).values()).containsExactly("{\"id\":\"one\"}");
    Eventually.holds("it is in the sink", SOON, () -> isInTheSink(stream, node));
  }

  private static boolean isInTheSink(String stream, TestNode node) {
    Answer answer = node.ask("select id from \"" + stream + "\"");
    return answer.status() == 200 && answer.json().getJsonArray("rows").size() == 1;
  }

  private static void tellsNoSecret(TestNode node, String secret) {
    for (String path : List.of("/health", "/metrics", "/admin/v1/config", "/admin/v1/nodes")) {
      assertThat(node.admin().get(path).text()).doesNotContain(secret);
    }
  }

  private static TestNode node(String stream, String servers, List<String> settings)
      throws IOException {
    Path own = Files.createTempDirectory(folder, stream);
    Path file = Files.writeString(own.resolve("penstock.yaml"), nodeWith(stream));
    List<String> all = new ArrayList<>(settings);
    all.add("log.bootstrap-servers=" + servers);
    return TestNode.startWith(file, own, all.toArray(String[]::new));
  }

  private static String nodeWith(String stream) {
    return """
    node: {name: test}
    access: {key: test-key}
    ingest: {http: {host: 127.0.0.1}}
    streams: {%s: {}}
    sinks: {duckdb: {type: duckdb, batch: {linger: 50ms}}}
    """
        .formatted(stream);
  }

  private static List<String> password(String mechanism, String file) {
    return List.of(
        "log.login.mechanism=" + mechanism,
        "log.login.user=" + GuardedBroker.USER,
        "log.login.password=${file:" + folder.resolve(file) + "}");
  }

  private static List<String> token(String url) {
    return List.of(
        "log.login.mechanism=oauthbearer",
        "log.login.token-url=" + url,
        "log.login.client-id=penstock",
        "log.login.client-secret=${file:" + folder.resolve("client-secret") + "}");
  }
}
