package io.penstock.ingest.http.connection;

import io.penstock.config.Section;
import io.penstock.ingest.tls.TlsConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * What a connection may be and do: the part of {@code ingest.http} that is not about events.
 *
 * @param connectionsMax for the whole node
 * @param idleTimeout longer than most senders and load balancers keep a connection to use it again
 * @param slowGrace how long the bytes of a request may keep us waiting
 * @param bytesPerSecondMin each second's worth of bytes wins a second of the grace back
 * @param h2c HTTP/2 in clear text
 * @param tls empty for clear text
 */
public record ConnectionConfig(
    int connectionsMax,
    Duration idleTimeout,
    Duration slowGrace,
    long bytesPerSecondMin,
    boolean h2c,
    Optional<TlsConfig> tls) {

  public static ConnectionConfig read(Section http) {
    return new ConnectionConfig(
        http.wholeNumber("connections-max", 10_000, 1, 1_000_000),
        http.duration(
            "idle-timeout", Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofMinutes(15)),
        http.duration(
            "slow-grace", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(10)),
        http.bytes("rate-min", 1 << 10, 1, 1 << 20),
        http.truth("h2c", false),
        TlsConfig.read(http.section("tls")));
  }
}
