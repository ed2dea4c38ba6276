package io.penstock.load.report;

import io.penstock.load.http.Latency;
import java.util.Optional;

/** Latency at a fixed schedule of arrivals, measured from the moment a request should have left. */
public record LatencyRun(
    Contestant who,
    int eventsPerRequest,
    double eventsPerSecond,
    Latency latency,
    Optional<String> failures) {}
