package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Crew;
import io.penstock.load.torture.send.Pause;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Tenants that send a little to each node on a fixed schedule, and how long their answers take. */
final class SteadyTenants implements Company {
  private static final int TENANTS = 2;
  private static final Duration DISTANCE = Duration.ofMillis(200);
  private static final int DIGITS = 3;

  private final Map<Phase, Histogram> nanos = new EnumMap<>(Phase.class);
  private final LongAdder notTaken = new LongAdder();
  private final Crew crew = new Crew();
  private volatile Phase phase = Phase.UNJUDGED;

  /** What goes on beside them. */
  enum Phase {
    CALM,
    NOISY,
    UNJUDGED
  }

  SteadyTenants(Scene scene, Visitors visitors) {
    for (Phase each : Phase.values()) {
      nanos.put(each, new ConcurrentHistogram(DIGITS));
    }
    for (int tenant = 1; tenant <= TENANTS; tenant++) {
      start(scene, visitors, "steady-" + tenant);
    }
  }

  private void start(Scene scene, Visitors visitors, String tenant) {
    Credential key = Credential.key(TenantKeys.make(scene.node().adminUrl(), tenant).plain());
    for (int node = 0; node < scene.nodes().size(); node++) {
      Visitor visitor = visitors.visitor(List.of(scene.nodes().get(node).door(scene.run())));
      crew.start(tenant + "-" + node, () -> sendOnSchedule(visitor, key));
    }
  }

  /** Who had to wait for the answer before has waited since he was due. */
  private void sendOnSchedule(Visitor visitor, Credential key) {
    for (long due = System.nanoTime(); Pause.until(due, crew::isOver); due += DISTANCE.toNanos()) {
      boolean isLate = System.nanoTime() - due > DISTANCE.toNanos();
      send(visitor, key, isLate ? due : System.nanoTime());
    }
    visitor.close();
  }

  private void send(Visitor visitor, Credential key, long sinceNanos) {
    Phase now = phase;
    Reply reply = visitor.send(0, key);
    histogram(now).recordValue(System.nanoTime() - sinceNanos);
    notTaken.add(reply instanceof Reply.Taken ? 0 : 1);
  }

  void turnTo(Phase next) {
    phase = next;
  }

  private Histogram histogram(Phase which) {
    return nanos.getOrDefault(which, new Histogram(DIGITS));
  }

  long answers(Phase which) {
    return histogram(which).getTotalCount();
  }

  double p99Millis(Phase which) {
    return histogram(which).getValueAtPercentile(99) / 1e6;
  }

  /** Requests with another answer than 202. */
  long notTaken() {
    return notTaken.sum();
  }

  @Override
  public void close() {
    crew.close();
  }
}
