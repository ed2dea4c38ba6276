package io.penstock.load.sink;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Server;
import io.penstock.load.process.Usage;
import io.penstock.load.report.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Looks at a running Penstock: what its sink has by now, and what that has cost. */
final class DeliveryWatch implements AutoCloseable {
  private static final String DELIVERED = "penstock_events_delivered_total{";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final Server server;
  private final long nanosBetweenLooks;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest question;
  private final Samples samples = new Samples();

  DeliveryWatch(Server server, Duration betweenLooks) {
    this.server = server;
    this.nanosBetweenLooks = betweenLooks.toNanos();
    URI metrics = URI.create("http://127.0.0.1:" + server.target().port() + "/metrics");
    this.question = HttpRequest.newBuilder(metrics).timeout(ANSWER_MAX).build();
  }

  /** Answers how many events the sink has, as of a moment ago. */
  long look() {
    if (!samples.isEmpty() && System.nanoTime() - samples.last().nanos() < nanosBetweenLooks) {
      return samples.last().rows();
    }
    long delivered = delivered();
    Usage usage = server.process().usage();
    samples.add(delivered, usage.cpu(), usage.residentMiB());
    return delivered;
  }

  Samples samples() {
    return samples;
  }

  private long delivered() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(DELIVERED))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String metrics() {
    try {
      return client.send(question, BodyHandlers.ofString()).body();
    } catch (IOException fault) {
      throw server.process().fault("does not tell its metrics (" + fault + ")");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while Penstock was asked");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
