package io.penstock.load;

import io.penstock.load.data.Bodies;
import io.penstock.load.http.HttpTarget;
import io.penstock.load.http.Load;
import io.penstock.load.http.LoadGenerator;
import io.penstock.load.http.Pace;
import io.penstock.load.process.BenchFault;
import io.penstock.load.report.GoodTraffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Sends small events at a fixed rate, and has nothing to do with what others send. */
final class Bystander {
  private static final int CONNECTIONS = 8;
  private static final double REQUESTS_PER_SECOND = 200;
  private static final Duration HOSTILITY_MAX = Duration.ofHours(2);

  /** How it fared, and what the others came to. */
  record Beside<T>(T hostility, GoodTraffic good) {}

  private final HttpTarget target;
  private final List<byte[]> bodies;

  Bystander(HttpTarget target, List<byte[]> events) {
    this.target = target;
    this.bodies = Bodies.of(events, 1);
  }

  GoodTraffic alone(Duration duration) throws IOException {
    return send(duration, () -> false);
  }

  /** Goes on for as long as the others do. */
  <T> Beside<T> beside(Callable<T> others) throws IOException {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<T> hostility = executor.submit(others);
      GoodTraffic good = send(HOSTILITY_MAX, hostility::isDone);
      return new Beside<>(hostility.get(), good);
    } catch (ExecutionException fault) {
      throw new BenchFault("the hostile senders could not go on", fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted beside the hostile senders");
    }
  }

  private GoodTraffic send(Duration max, BooleanSupplier over) throws IOException {
    Pace pace = new Pace.Scheduled(REQUESTS_PER_SECOND);
    Load load = LoadGenerator.run(target, bodies, CONNECTIONS, pace, max, over);
    return GoodTraffic.of(load);
  }
}
