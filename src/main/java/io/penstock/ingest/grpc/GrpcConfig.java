package io.penstock.ingest.grpc;

import io.penstock.config.Section;
import io.penstock.ingest.tls.TlsConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of the configuration under {@code ingest.grpc}.
 *
 * @param instances event loops; 0 for one per core
 * @param defaultStream where events go whose sender names no stream
 * @param messageBytesMax the most bytes of one request
 * @param connectionsMax for the whole node; one more is closed
 * @param callsMax at a time, on one connection
 * @param callTimeout how long a call may take to arrive, whatever deadline its sender has; and a
 *     connection to say anything
 * @param idleTimeout a connection without calls ends after it
 * @param ageMax a connection of that age is ended in order, so that its sender finds other nodes
 * @param keepaliveMin a sender that pings more often is cut
 * @param tls empty for clear text
 */
public record GrpcConfig(
    boolean isEnabled,
    String host,
    int port,
    int instances,
    String defaultStream,
    int messageBytesMax,
    int connectionsMax,
    int callsMax,
    Duration callTimeout,
    Duration idleTimeout,
    Duration ageMax,
    Duration keepaliveMin,
    Optional<TlsConfig> tls,
    Duration drainTimeout) {

  public static GrpcConfig read(Section grpc) {
    return new GrpcConfig(
        grpc.truth("enabled", false),
        grpc.text("host", "0.0.0.0"),
        grpc.wholeNumber("port", 50_051, 0, 65_535),
        grpc.wholeNumber("instances", 0, 0, 256),
        grpc.text("default-stream", "events"),
        (int) grpc.bytes("message-bytes-max", 10 << 20, 1 << 10, 256 << 20),
        grpc.wholeNumber("connections-max", 10_000, 1, 1_000_000),
        grpc.wholeNumber("calls-max", 100, 1, 100_000),
        grpc.duration(
            "call-timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)),
        grpc.duration(
            "idle-timeout", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(24)),
        grpc.duration("age-max", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
        grpc.duration(
            "keepalive-min", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)),
        TlsConfig.read(grpc.section("tls")),
        grpc.duration(
            "drain-timeout",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(15)));
  }

  public int instancesOr(int cores) {
    return instances == 0 ? cores : instances;
  }
}
