package io.penstock.command.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One node of the demo, and where it listens. Senders and people are told of the first two ports,
 * so they are chosen by the person; of the others only the nodes know.
 *
 * @param number from 1
 */
record Place(int number, Path data, int httpPort, int adminPort, int clusterPort, int busPort) {
  private static final String LOOPBACK = "127.0.0.1:";

  String name() {
    return "demo-" + number;
  }

  /** The first has that of a demo of one node, and so finds again what that has kept. */
  Path dataDir() {
    return number == 1 ? data : data.resolve("node-" + number);
  }

  Path log() {
    return dataDir().resolve("penstock.log");
  }

  String http() {
    return "http://" + LOOPBACK + httpPort;
  }

  String admin() {
    return "http://" + LOOPBACK + adminPort;
  }

  /** How the others reach it. */
  String member() {
    return LOOPBACK + clusterPort;
  }

  /** The ports that a person has chosen, with what each is for. */
  Map<Integer, String> chosen() {
    return new TreeMap<>(
        Map.of(httpPort, "the door of " + name(), adminPort, "the admin listener of " + name()));
  }

  /** What sets it apart from the other nodes. */
  List<String> settings() {
    return List.of(
        "node.name=" + name(),
        "node.data-dir=" + dataDir(),
        "ingest.http.port=" + httpPort,
        "admin.port=" + adminPort,
        "cluster.port=" + clusterPort,
        "cluster.bus-port=" + busPort);
  }
}
