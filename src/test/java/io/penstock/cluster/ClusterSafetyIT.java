package io.penstock.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.penstock.command.Run;
import io.penstock.command.client.ExitCode;
import io.penstock.command.cluster.NodesCommand;
import io.penstock.config.Secret;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.NodeCertificates;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.Ports;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.Sockets;
import io.penstock.fixture.TestCluster;
import io.penstock.fixture.Wire;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes listen to, whom they let in, and what strangers can do to them. */
class ClusterSafetyIT {
  private static final String STREAM = Broker.freshName("safety");
  private static final String SECRET = "only for nodes";
  private static final int HAZELCAST_MULTICAST_PORT = 54_327;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** More than what lies in sockets between a sender and one who does not listen. */
  private static final int BYTES_ON_THE_WAY_MAX = 16 << 20;

  private static Path folder;
  private static PostgresDatabase database;
  private static NodeCertificates certificates;
  private static TestCluster cluster;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    folder = temporary;
    database = PostgresDatabase.fresh();
    certificates = NodeCertificates.in(folder.resolve("tls"), TestCluster.SIZE);
    cluster =
        new TestCluster(
            folder,
            database,
            STREAM + ": {kind: open}",
            "hole: {type: blackhole, group: %s, streams: [%s]}".formatted(STREAM, STREAM),
            number -> member(certificates, number),
            Map.of());
  }

  private static List<String> member(NodeCertificates certificates, int number) {
    return Stream.concat(
            Stream.of("cluster.secret=" + SECRET), certificates.settings(number).stream())
        .toList();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aNodeListensAtItsFourPortsOnLoopbackAlone() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      PenstockProcess node = cluster.node(number);

      assertThat(Sockets.of(node.pid()).listening())
          .containsExactlyInAnyOrder(
              "127.0.0.1:" + node.door().port(),
              "127.0.0.1:" + node.admin().port(),
              "127.0.0.1:" + cluster.clusterPort(number),
              "127.0.0.1:" + cluster.busPort(number));
    }
  }

  /** The event bus opens one, to ask DNS where it is given names. */
  @Test
  void aNodeTakesNoDatagramsButAnswersOfDns() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      assertThat(Sockets.of(cluster.node(number).pid()).datagrams())
          .hasSizeLessThanOrEqualTo(1)
          .noneMatch(address -> address.endsWith(":" + HAZELCAST_MULTICAST_PORT));
    }
  }

  @Test
  void aClientOfHazelcastIsNotLetInThoughItKnowsTheSecret() {
    var config = new ClientConfig();
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setClusterName(
        HazelcastSettings.of(strangers(database.name(), SECRET), "client").getClusterName());
    config.getNetworkConfig().addAddress("127.0.0.1:" + cluster.clusterPort(1));
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(3_000);

    assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Unable to connect to any cluster");
    cluster.awaitTogether(TestCluster.SIZE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CP2",
        "GET /hazelcast/rest/cluster HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /hazelcast/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "stats\r\n",
        "what is this\r\n"
      })
  void whatIsNoMemberHearsAtMostThatThisIsNotForIt(String firstWords) {
    try (var wire = new Wire(cluster.clusterPort(1))) {
      assertThat(lastWords(wire.text(firstWords))).isIn("HZX", "");
      assertThat(wire.isClosed()).isTrue();
    }
  }

  /** The connection may be reset before they are read. */
  private static String lastWords(Wire wire) {
    try {
      return new String(wire.bytes(100), US_ASCII);
    } catch (UncheckedIOException reset) {
      return "";
    }
  }

  @Test
  void aMemberWithoutTheSecretStaysAlone() {
    staysAlone(strangers(database.name(), ""));
  }

  @Test
  void aMemberWithAnotherSecretStaysAlone() {
    staysAlone(strangers(database.name(), "a guess"));
  }

  @Test
  void aMemberOfAnotherNameStaysAlone() {
    staysAlone(strangers("others", SECRET));
  }

  private static void staysAlone(ClusterConfig stranger) {
    Config config = HazelcastSettings.of(stranger, "stranger");
    config.setProperty("hazelcast.max.join.seconds", "4");
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
    try {
      assertThat(hazelcast.getCluster().getMembers()).hasSize(1);
      assertThat(seenBy(cluster.node(1)).keySet()).containsExactly("node-1", "node-2", "node-3");
    } finally {
      hazelcast.shutdown();
    }
  }

  /** Somebody who knows where a node is. */
  private static ClusterConfig strangers(String name, String secret) {
    return new ClusterConfig(
        true,
        name,
        "127.0.0.1",
        Ports.free(),
        Ports.free(),
        List.of("127.0.0.1:" + cluster.clusterPort(1)),
        Optional.of(secret).filter(text -> !text.isEmpty()).map(Secret::new),
        false,
        Optional.empty());
  }

  @Test
  void theBusHearsWhoeverHasACertificate() throws Exception {
    try (var caller = BusCaller.with(certificates, 1, cluster.busPort(2))) {
      assertThat(caller.isAnswered()).isTrue();
    }
  }

  @Test
  void theBusDoesNotHearWhoeverHasNone() throws Exception {
    try (var caller = BusCaller.withoutCertificate(cluster.busPort(2))) {
      assertThat(caller.isAnswered()).isFalse();
    }
  }

  @Test
  void theBusDoesNotHearPlainText() throws Exception {
    try (var caller = BusCaller.withoutTls("127.0.0.1", cluster.busPort(2))) {
      assertThat(caller.isAnswered()).isFalse();
    }
  }

  @Test
  void theBusDoesNotHearACertificateOfAnotherAuthority() throws Exception {
    NodeCertificates others = NodeCertificates.in(folder.resolve("others-tls"), 1);
    try (var caller = BusCaller.with(others, 1, cluster.busPort(2))) {
      assertThat(caller.isAnswered()).isFalse();
    }
  }

  @Test
  void aMessageOfTwoGigabytesFromAStrangerIsNotEvenBegun() {
    try (var wire = new Wire(cluster.busPort(3))) {
      wire.text("\u007f\u00ff\u00ff\u00ff");

      assertThat(bytesTaken(wire)).isLessThan(BYTES_ON_THE_WAY_MAX);
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(cluster.node(3).door().get("/health/ready").status()).isEqualTo(200);
  }

  private static int bytesTaken(Wire wire) {
    String megabyte = "\0".repeat(1 << 20);
    int bytes = 0;
    while (bytes < BYTES_ON_THE_WAY_MAX && !wire.isClosedWithin(Duration.ofMillis(1))) {
      wire.textWhileItIsTaken(megabyte);
      bytes += megabyte.length();
    }
    return bytes;
  }

  @Test
  void garbageDoesTheBusNoHarm() {
    try (var wire = new Wire(cluster.busPort(3))) {
      assertThat(wire.text("\u0016\u0003\u0001" + "garbage".repeat(1_000)).isClosed()).isTrue();
    }
    assertThat(cluster.node(3).door().get("/health/ready").status()).isEqualTo(200);
  }

  /** Hazelcast knows no TLS here, so it is a member; nobody hears what it says, and all say so. */
  @Test
  void aNodeOfAnotherAuthorityIsShownAsOneThatDoesNotAnswer() {
    NodeCertificates others = NodeCertificates.in(folder.resolve("more-tls"), 4);
    try (PenstockProcess stranger = cluster.launchStranger(4, member(others, 4))) {
      stranger.awaitReady();

      Eventually.holds(
          "node-1 sees it, and does not hear it",
          SOON,
          () -> Boolean.FALSE.equals(seenBy(cluster.node(1)).get("node-4")));
      assertThat(seenBy(cluster.node(1)))
          .isEqualTo(Map.of("node-1", true, "node-2", true, "node-3", true, "node-4", false));
      assertThat(seenBy(stranger))
          .isEqualTo(Map.of("node-1", false, "node-2", false, "node-3", false, "node-4", true));
      Run shown = nodes(cluster.node(1));
      assertThat(shown.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(shown.out()).containsPattern("node-4 +does not answer");
      cluster.node(1).says("Connecting to server");
    }
    cluster.awaitTogether(TestCluster.SIZE);
  }

  @Test
  void aPersonSeesThatAllAreThere() {
    Run shown = nodes(cluster.node(2));

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out()).containsPattern("node-1 +ready").containsPattern("node-3 +ready");
  }

  @Test
  void whoeverLeavesTheNetworkOpenIsToldAtEachStart() {
    try (PenstockProcess node =
        cluster.launchStranger(5, List.of("cluster.host=198.51.100.1", "cluster.insecure=true"))) {
      assertThat(node.exitWithin(SOON)).isNotZero();

      assertThat(node.said())
          .contains("cluster.insecure: whoever reaches 198.51.100.1:")
          .contains("the cluster cannot be joined from 198.51.100.1, ports ");
    }
  }

  private static Map<String, Boolean> seenBy(PenstockProcess node) {
    Map<String, Boolean> seen = new TreeMap<>();
    node.admin().get("/admin/v1/nodes").array().stream()
        .map(JsonObject.class::cast)
        .forEach(other -> seen.put(other.getString("name"), other.getBoolean("answers")));
    return seen;
  }

  private static Run nodes(PenstockProcess node) {
    return Run.of(new NodesCommand(), "--url", "http://127.0.0.1:" + node.admin().port());
  }
}
