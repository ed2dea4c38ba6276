package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.Ports;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.Sockets;
import io.penstock.fixture.TestCluster;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes find each other by one name that stands for all of them, as a headless service does. */
class ClusterDiscoveryIT {
  private static final String NAME = "nodes.penstock.test";
  private static final String STREAM = Broker.freshName("discovery");
  private static final int PORT = Ports.free();
  private static final int BUS_PORT = Ports.free();

  private static TestCluster cluster;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"),
            """
            127.0.0.1 localhost
            127.0.0.2 %1$s
            127.0.0.3 %1$s
            127.0.0.4 %1$s
            """
                .formatted(NAME));
    cluster =
        new TestCluster(
            folder,
            PostgresDatabase.fresh(),
            STREAM + ": {kind: open}",
            "hole: {type: blackhole, group: %s, streams: [%s]}".formatted(STREAM, STREAM),
            ClusterDiscoveryIT::settings,
            Map.of("PENSTOCK_OPTS", "-Djdk.net.hosts.file=" + hosts));
  }

  private static List<String> settings(int number) {
    return List.of(
        "cluster.host=" + address(number),
        "cluster.port=" + PORT,
        "cluster.bus-port=" + BUS_PORT,
        "cluster.members=" + NAME + ":" + PORT);
  }

  private static String address(int number) {
    return "127.0.0." + (number + 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aNameThatStandsForAllFindsAll() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      assertThat(cluster.node(number).admin().get("/admin/v1/nodes").array().stream())
          .map(JsonObject.class::cast)
          .allMatch(node -> node.getBoolean("answers"))
          .map(node -> node.getString("name"))
          .containsExactly("node-1", "node-2", "node-3");
    }
  }

  @Test
  void eachListensToOthersAtItsOwnAddressAlone() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      assertThat(Sockets.of(cluster.node(number).pid()).listening())
          .contains(address(number) + ":" + PORT, address(number) + ":" + BUS_PORT)
          .hasSize(4);
    }
  }

  /**
   * Without TLS the bus asks nobody who he is. It is on loopback, so that he is on this machine.
   */
  @Test
  void withoutTlsWhoeverIsOnTheMachineIsHeard() throws Exception {
    try (var caller = BusCaller.withoutTls(address(2), BUS_PORT)) {
      assertThat(caller.isAnswered()).isTrue();
    }
  }
}
