package io.penstock.ingest.http;

import io.penstock.config.Section;
import java.time.Duration;

/**
 * The part of the configuration under {@code ingest.http}.
 *
 * @param instances event loops; 0 for one per core
 * @param requestBytesMax the most bytes of a request's body, before and after inflating
 * @param inflationMax how many times larger than sent a body may become
 */
public record HttpConfig(
    String host,
    int port,
    int instances,
    String defaultStream,
    int requestBytesMax,
    int inflationMax,
    Duration idleTimeout,
    Duration drainTimeout) {

  public static HttpConfig read(Section http) {
    return new HttpConfig(
        http.text("host", "0.0.0.0"),
        http.wholeNumber("port", 8080, 0, 65_535),
        http.wholeNumber("instances", 0, 0, 256),
        http.text("default-stream", "events"),
        (int) http.bytes("request-bytes-max", 10 << 20, 1 << 10, 256 << 20),
        http.wholeNumber("inflation-max", 100, 1, 10_000),
        http.duration(
            "idle-timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)),
        http.duration(
            "drain-timeout",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(15)));
  }

  public int instancesOr(int cores) {
    return instances == 0 ? cores : instances;
  }
}
