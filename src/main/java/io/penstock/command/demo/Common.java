package io.penstock.command.demo;

import io.penstock.access.key.PepperFile;
import io.penstock.config.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes find what the first holds for all. Secrets go by the environment: command lines
 * are shown to everybody on the machine.
 */
record Common(
    Path data,
    int brokerPort,
    int databasePort,
    Secret databaseKey,
    Secret nodesKey,
    Secret pepper) {
  private static final int KEY_BYTES = 24;

  static Common of(Path data) {
    List<Integer> free = FreePorts.some(2);
    return new Common(
        data.toAbsolutePath().normalize(),
        free.get(0),
        free.get(1),
        random(),
        random(),
        PepperFile.in(data));
  }

  private static Secret random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Secret(HexFormat.of().formatHex(key));
  }

  List<String> settings() {
    return List.of(
        "log.bootstrap-servers=127.0.0.1:" + brokerPort,
        "control.url=jdbc:h2:tcp://127.0.0.1:" + databasePort,
        "sinks.duckdb.file=" + data.resolve("duckdb.duckdb"));
  }

  Map<String, String> environment() {
    return Map.of(
        "PENSTOCK__CONTROL__PASSWORD",
        databaseKey.reveal(),
        "PENSTOCK__CLUSTER__SECRET",
        nodesKey.reveal(),
        "PENSTOCK__ACCESS__PEPPER",
        pepper.reveal());
  }
}
