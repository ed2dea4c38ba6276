package io.penstock.load;

import io.penstock.load.grpc.GrpcLoadGenerator;
import io.penstock.load.grpc.GrpcTarget;
import io.penstock.load.grpc.Messages;
import io.penstock.load.http.Load;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Server;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.DoorsResult;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same events through two doors of one server, turn by turn. */
final class Doors {
  static final int EVENTS_PER_REQUEST = 100;

  /** A sender of gRPC needs few connections: each carries many calls at a time. */
  static final int CONNECTIONS = 4;

  private static final String AUTHORIZATION = "Authorization: ";

  private final Surroundings surroundings;
  private final Progress progress;
  private final int port = Ports.free();

  Doors(Surroundings surroundings, Progress progress) {
    this.surroundings = surroundings;
    this.progress = progress;
  }

  DoorsResult run(List<Integer> sizes, Plan plan) throws IOException {
    Server server =
        surroundings.penstock(
            "penstock",
            Surroundings.SERVER_HEAP,
            List.of("ingest.grpc.enabled=true", "ingest.grpc.port=" + port));
    List<DoorsResult.Turn> turns = new ArrayList<>();
    for (int size : sizes) {
      http(server, size, 0, plan.warmUp());
      grpc(server, size, 0, plan.warmUp());
      for (int round = 1; round <= plan.rounds(); round++) {
        turns.add(turn(server, size, round, plan.run()));
      }
    }
    return new DoorsResult(CONNECTIONS, turns);
  }

  /** Each is first in every other turn. */
  private DoorsResult.Turn turn(Server server, int size, int round, Duration duration)
      throws IOException {
    boolean httpFirst = round % 2 == 1;
    Run first =
        httpFirst ? http(server, size, round, duration) : grpc(server, size, round, duration);
    Run second =
        httpFirst ? grpc(server, size, round, duration) : http(server, size, round, duration);
    var turn =
        httpFirst ? new DoorsResult.Turn(first, second) : new DoorsResult.Turn(second, first);
    progress.says(
        size
            + " a request, round "
            + round
            + ": gRPC / HTTP = "
            + Numbers.fraction(turn.throughputRatio()));
    return turn;
  }

  private Run http(Server server, int size, int round, Duration duration) throws IOException {
    return surroundings.measurements().flatOut(Contestant.PENSTOCK, server, size, round, duration);
  }

  /** As many requests under way as there are connections over HTTP. */
  private Run grpc(Server server, int size, int round, Duration duration) throws IOException {
    List<byte[]> messages = Messages.of(surroundings.events(), server.topic(), size);
    return surroundings
        .measurements()
        .flatOut(
            Contestant.PENSTOCK, server, size, round, () -> load(server, messages, size, duration));
  }

  private Load load(Server server, List<byte[]> messages, int size, Duration duration)
      throws IOException {
    String authorization =
        server.target().headers().stream()
            .filter(header -> header.startsWith(AUTHORIZATION))
            .findFirst()
            .orElseThrow()
            .substring(AUTHORIZATION.length());
    return GrpcLoadGenerator.run(
        new GrpcTarget(port, authorization),
        messages,
        CONNECTIONS,
        Plan.connections(size),
        duration);
  }
}
