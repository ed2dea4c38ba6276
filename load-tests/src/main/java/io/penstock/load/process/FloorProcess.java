package io.penstock.load.process;

import io.penstock.load.floor.FloorServer;
import io.penstock.load.http.HttpTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts the bare server in a process of its own. */
public final class FloorProcess {
  private static final String TOPIC = "floor";
  private static final Duration START_MAX = Duration.ofSeconds(30);

  private FloorProcess() {}

  public static Server start(Workplace workplace, Brokers broker, List<String> jvmOptions) {
    broker.topics().create(TOPIC);
    int port = Ports.free();
    List<String> arguments = List.of(String.valueOf(port), broker.bootstrapServers(), TOPIC);
    ChildProcess process =
        workplace.start(
            "floor", JavaCommand.of(jvmOptions, FloorServer.class.getName(), arguments), Map.of());
    process.awaitReady(START_MAX, () -> Ports.isOpen(port));
    return new Server(process, new HttpTarget(port, "/"), TOPIC);
  }
}
