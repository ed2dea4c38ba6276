package io.penstock.load;

import io.penstock.load.http.Load;
import io.penstock.load.process.Server;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.MemoryResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One server with a small heap under a steady load: does its memory stay where it is? */
final class MemoryWatch {
  static final int EVENTS_PER_REQUEST = 10;

  static final List<String> SMALL_HEAP = List.of("-Xmx256m");
  private static final double EVENTS_PER_SECOND = 5_000;

  /** Long enough that pauses of the start are not taken for pauses of a running server. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final Surroundings surroundings;
  private final Progress progress;
  private final List<Long> residentMiB = new ArrayList<>();

  MemoryWatch(Surroundings surroundings, Progress progress) {
    this.surroundings = surroundings;
    this.progress = progress;
  }

  MemoryResult run(Contestant who, int eventsPerRequest, Duration duration) throws IOException {
    Server server = surroundings.start(who, SMALL_HEAP);
    progress.says("warming up " + who.label());
    surroundings.measurements().scheduled(server, eventsPerRequest, EVENTS_PER_SECOND, WARM_UP);
    progress.says("watching %s for %d s".formatted(who.label(), duration.toSeconds()));
    Meter meter = Meter.start(surroundings.broker(), server);
    Load load = watched(server, eventsPerRequest, duration);
    return MemoryResult.of(
        who,
        residentMiB,
        load.latency(),
        load.accepted() * eventsPerRequest,
        meter.recordsSince(),
        Measurements.failures(load));
  }

  private Load watched(Server server, int eventsPerRequest, Duration duration) throws IOException {
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      var _ = clock.scheduleAtFixedRate(() -> look(server), 1, 1, TimeUnit.SECONDS);
      Load load =
          surroundings
              .measurements()
              .scheduled(server, eventsPerRequest, EVENTS_PER_SECOND, duration);
      clock.shutdownNow();
      return load;
    }
  }

  private void look(Server server) {
    residentMiB.add(server.process().usage().residentMiB());
  }
}
