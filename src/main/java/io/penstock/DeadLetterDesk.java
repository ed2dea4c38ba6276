package io.penstock;

import io.penstock.access.audit.AuditTrail;
import io.penstock.console.DeadLetterRoutes;
import io.penstock.console.DeadLetterView;
import io.penstock.control.ControlDatabase;
import io.penstock.control.Leases;
import io.penstock.deadletter.DeadLetterActs;
import io.penstock.deadletter.LetterIndex;
import io.penstock.deadletter.LetterQueries;
import io.penstock.deadletter.LetterQueries.Standing;
import io.penstock.deadletter.Replays;
import io.penstock.deadletter.Settlements;
import io.penstock.deadletter.SinkInbox;
import io.penstock.deadletter.State;
import io.penstock.event.Stream;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LetterBox;
import io.penstock.log.LogConfig;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.worker.Worker;
import io.penstock.worker.deadletters.Indexing;
import io.penstock.worker.deadletters.Replaying;
import io.penstock.worker.deadletters.Settling;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a node has for dead letters: the workers that keep the index, and the admin's routes. */
final class DeadLetterDesk {
  private final ServerConfig config;
  private final LogConfig log;
  private final LetterBox letters;
  private final ControlDatabase database;
  private final GroupOffsets offsets;
  private final Health health;
  private final Meters meters;
  private final AuditTrail trail;
  private final Clock clock;
  private final LetterQueries queries;
  private final Replays replays;
  private volatile Map<Standing, Long> standings = Map.of();

  DeadLetterDesk(
      ServerConfig config,
      LogConfig log,
      LetterBox letters,
      ControlDatabase database,
      GroupOffsets offsets,
      Health health,
      Meters meters,
      AuditTrail trail,
      Clock clock) {
    this.config = config;
    this.log = log;
    this.letters = letters;
    this.database = database;
    this.offsets = offsets;
    this.health = health;
    this.meters = meters;
    this.trail = trail;
    this.clock = clock;
    this.queries = new LetterQueries(database);
    this.replays = new Replays(database, clock);
  }

  /** None of them carries events, so they start before the door and stop after it. */
  List<Server.Part<?>> parts() {
    config.sinks().forEach(sink -> show(sink.name()));
    return List.of(
        Workers.part(indexing(), health),
        Workers.part(replaying(), health),
        Workers.part(settling(), health));
  }

  private Worker indexing() {
    return new Indexing(
        log, Indexing.GROUP, config.nodeName(), config.streams(), new LetterIndex(database), clock);
  }

  private Worker replaying() {
    return new Replaying(
        log, config.nodeName(), new Leases(database), replays, inboxes(), letters, clock);
  }

  private Worker settling() {
    return new Settling(
        offsets,
        Indexing.GROUP,
        new Settlements(database, clock),
        queries,
        inboxes(),
        now -> standings = now);
  }

  private List<SinkInbox> inboxes() {
    return config.sinks().stream()
        .map(
            sink ->
                new SinkInbox(
                    sink.name(), sink.delivery().group(), sink.delivery().retry().inbox()))
        .toList();
  }

  private void show(String sink) {
    for (State state : State.values()) {
      var standing = new Standing(sink, state.text());
      meters.deadLetters(sink, state.text(), () -> standings.getOrDefault(standing, 0L));
    }
  }

  DeadLetterRoutes routes() {
    return new DeadLetterRoutes(
        queries,
        new DeadLetterActs(database, trail, clock),
        replays,
        new DeadLetterView(log),
        config.sinks().stream().map(SinkPlan::name).collect(Collectors.toSet()),
        config.streams().stream().collect(Collectors.toMap(Stream::name, Stream::topic)));
  }
}
