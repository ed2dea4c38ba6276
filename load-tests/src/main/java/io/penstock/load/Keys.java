package io.penstock.load;

import io.penstock.load.process.Ports;
import io.penstock.load.process.Server;
import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.Credential;
import io.penstock.load.report.KeysResult;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The same events to one server from senders that are known in different ways, turn by turn. */
final class Keys {
  static final int EVENTS_PER_REQUEST = 100;

  private final Surroundings surroundings;
  private final Progress progress;
  private final int adminPort = Ports.free();

  Keys(Surroundings surroundings, Progress progress) {
    this.surroundings = surroundings;
    this.progress = progress;
  }

  KeysResult run(List<Integer> sizes, Plan plan) throws IOException {
    Server server =
        surroundings.penstock(
            "penstock", Surroundings.SERVER_HEAP, List.of("admin.port=" + adminPort));
    Map<Credential, Server> ways = ways(server);
    List<KeysResult.Turn> turns = new ArrayList<>();
    for (int size : sizes) {
      turn(ways, size, 0, plan.warmUp());
      for (int round = 1; round <= plan.rounds(); round++) {
        turns.add(measured(ways, size, round, plan.run()));
      }
    }
    return new KeysResult(turns);
  }

  private Map<Credential, Server> ways(Server server) {
    TenantKeys keys = TenantKeys.make("http://127.0.0.1:" + adminPort, "bench");
    Map<Credential, Server> ways = new EnumMap<>(Credential.class);
    ways.put(Credential.STATIC_KEY, server);
    ways.put(Credential.TENANT_KEY, known(server, keys.plain()));
    ways.put(Credential.SIGNED, known(server, keys.signed()));
    return ways;
  }

  private static Server known(Server server, TenantKeys.Key key) {
    return server.at(server.target().as(key.text(), key.signingSecret()));
  }

  private KeysResult.Turn measured(
      Map<Credential, Server> ways, int size, int round, Duration duration) throws IOException {
    KeysResult.Turn turn = turn(ways, size, round, duration);
    progress.says(
        "%d a request, round %d: CPU per event, tenant's key / static %s, signed / static %s"
            .formatted(
                size,
                round,
                Numbers.fraction(turn.cpuRatio(Credential.TENANT_KEY)),
                Numbers.fraction(turn.cpuRatio(Credential.SIGNED))));
    return turn;
  }

  /** Who is first in one turn is last in the next. */
  private KeysResult.Turn turn(Map<Credential, Server> ways, int size, int round, Duration duration)
      throws IOException {
    List<Map.Entry<Credential, Server>> order = new ArrayList<>(ways.entrySet());
    Collections.rotate(order, -round);
    Map<Credential, Run> runs = new EnumMap<>(Credential.class);
    for (var each : order) {
      runs.put(each.getKey(), one(each.getValue(), size, round, duration));
    }
    return new KeysResult.Turn(runs);
  }

  private Run one(Server way, int size, int round, Duration duration) throws IOException {
    return surroundings.measurements().flatOut(Contestant.PENSTOCK, way, size, round, duration);
  }
}
