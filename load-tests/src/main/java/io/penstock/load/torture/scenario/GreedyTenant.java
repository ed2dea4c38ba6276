package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Crew;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A tenant that offers many times its limit, as much at each node, and does not wait when told. */
final class GreedyTenant implements Company {
  static final int TIMES_ITS_LIMIT = 50;

  private static final int EVENTS_PER_REQUEST = 10;
  private static final int CONNECTIONS_A_NODE = 2;
  private static final int TOO_MANY = 429;

  private final int eventsPerSecond;
  private final Credential key;
  private final LongAdder admitted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder otherwise = new LongAdder();
  private final Crew crew = new Crew();
  private volatile boolean rests;

  /** So many events had been admitted at that moment. */
  record Mark(long nanos, long admitted) {}

  /** What was admitted between two marks. */
  record Admitted(double seconds, long events) {
    static final Admitted NOTHING = new Admitted(0, 0);

    static Admitted between(Mark from, Mark to) {
      return new Admitted((to.nanos() - from.nanos()) / 1e9, to.admitted() - from.admitted());
    }

    Admitted and(Admitted more) {
      return new Admitted(seconds + more.seconds, events + more.events);
    }

    double perSecond() {
      return seconds == 0 ? 0 : events / seconds;
    }
  }

  /** Begins at once. */
  GreedyTenant(Scene scene, Visitors visitors, String tenant, int eventsPerSecond) {
    this.eventsPerSecond = eventsPerSecond;
    this.key =
        Credential.key(TenantKeys.make(scene.node().adminUrl(), tenant, eventsPerSecond).plain());
    for (int node = 0; node < scene.nodes().size(); node++) {
      start(node, scene, visitors);
    }
  }

  private void start(int node, Scene scene, Visitors visitors) {
    int senders = CONNECTIONS_A_NODE * scene.nodes().size();
    double eventsPerSecondEach = (double) eventsPerSecond * TIMES_ITS_LIMIT / senders;
    var distance = Duration.ofNanos((long) (1e9 * EVENTS_PER_REQUEST / eventsPerSecondEach));
    for (int connection = 0; connection < CONNECTIONS_A_NODE; connection++) {
      Visitor visitor =
          visitors.visitor(List.of(scene.nodes().get(node).door(scene.run())), EVENTS_PER_REQUEST);
      crew.startEvery(
          distance, "greedy-" + node + "-" + connection, () -> sendUnlessAtRest(visitor));
    }
  }

  private void sendUnlessAtRest(Visitor visitor) {
    if (!rests) {
      send(visitor);
    }
  }

  private void send(Visitor visitor) {
    switch (visitor.send(0, key)) {
      case Reply.Taken _ -> admitted.add(EVENTS_PER_REQUEST);
      case Reply.Refused(int status, String _) ->
          (status == TOO_MANY ? refused : otherwise).add(EVENTS_PER_REQUEST);
      case Reply.Unheard() -> otherwise.add(EVENTS_PER_REQUEST);
    }
  }

  void rest(boolean rest) {
    rests = rest;
  }

  int eventsPerSecond() {
    return eventsPerSecond;
  }

  Mark mark() {
    return new Mark(System.nanoTime(), admitted.sum());
  }

  /** Events that were answered 429. */
  long refused() {
    return refused.sum();
  }

  /** Events with another answer than 202 or 429, or none. */
  long otherwise() {
    return otherwise.sum();
  }

  @Override
  public void close() {
    crew.close();
  }
}
