package io.penstock.ingest.grpc;

import io.micrometer.core.instrument.Timer;
import io.penstock.access.Access;
import io.penstock.event.Stream;
import io.penstock.ingest.Intake;
import io.penstock.observability.Meters;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.util.Map;

/** What all calls of one event loop share. */
record Door(
    Context context,
    GrpcConfig config,
    Access access,
    Map<String, Stream> streams,
    Intake intake,
    Meters meters,
    Timer requestSeconds,
    Clock clock) {

  /** Whether this is its event loop's thread. */
  boolean isHere() {
    return ((ContextInternal) context).nettyEventLoop().inEventLoop();
  }
}
