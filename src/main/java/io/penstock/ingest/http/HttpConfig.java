package io.penstock.ingest.http;

import io.penstock.config.Section;
import io.penstock.ingest.http.connection.ConnectionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of the configuration under {@code ingest.http}.
 *
 * @param instances event loops; 0 for one per core
 * @param requestBytesMax the most bytes of a request's body, before and after inflating
 * @param inflationMax how many times larger than sent a body may become
 * @param corsOrigins origins of web pages that may send events, such as {@code
 *     https://shop.example}; {@code *} for all
 */
public record HttpConfig(
    String host,
    int port,
    int instances,
    String defaultStream,
    String cloudeventsStream,
    int requestBytesMax,
    int inflationMax,
    Set<String> corsOrigins,
    ConnectionConfig connections,
    Duration drainTimeout) {

  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

  public static HttpConfig read(Section http) {
    return new HttpConfig(
        http.text("host", "0.0.0.0"),
        http.wholeNumber("port", 8080, 0, 65_535),
        http.wholeNumber("instances", 0, 0, 256),
        http.text("default-stream", "events"),
        http.text("cloudevents-stream", "cloudevents"),
        (int) http.bytes("request-bytes-max", 10 << 20, 1 << 10, 256 << 20),
        http.wholeNumber("inflation-max", 100, 1, 10_000),
        corsOrigins(http),
        ConnectionConfig.read(http),
        http.duration(
            "drain-timeout",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(15)));
  }

  private static Set<String> corsOrigins(Section http) {
    List<String> origins = http.texts("cors-origins", List.of());
    for (String origin : origins) {
      if (!origin.equals(Cors.ANY) && !ORIGIN.matcher(origin).matches()) {
        http.reject(
            "cors-origins",
            "'"
                + origin
                + "' is no origin; expected * or a scheme and host such as"
                + " https://shop.example, without a path");
      }
    }
    return Set.copyOf(origins);
  }

  public int instancesOr(int cores) {
    return instances == 0 ? cores : instances;
  }
}
