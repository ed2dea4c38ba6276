package io.penstock.ingest.http;

import io.micrometer.core.instrument.Timer;
import io.penstock.access.StaticKey;
import io.penstock.batch.Credit;
import io.penstock.event.Stream;
import io.penstock.ingest.Intake;
import io.penstock.observability.Health;
import io.penstock.observability.RequestIds;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Map;

/** What all requests of one event loop share. */
record Door(
    HttpConfig config,
    Map<String, Stream> streamsByPath,
    StaticKey key,
    Credit credit,
    Health health,
    Intake intake,
    Inflation inflation,
    Timer requestSeconds,
    Clock clock,
    RequestIds requestIds) {

  String requestIdOf(HttpServerRequest request) {
    return requestIds.of(request);
  }
}
