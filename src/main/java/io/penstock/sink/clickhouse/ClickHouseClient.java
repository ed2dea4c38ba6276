package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a server over its HTTP interface. Blocks; an interrupt ends the wait. */
final class ClickHouseClient implements AutoCloseable {
  /** The server's own limit comes first; this is for one that says nothing any more. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  private static final int ERROR_BYTES_MAX = 16 << 10;

  private static final Map<String, String> ALWAYS =
      Map.of(
          // else the server answers before it has the rows
          "async_insert",
          "0",
          // else an error that comes late follows a status that said all is well
          "wait_end_of_query",
          "1",
          "input_format_binary_read_json_as_string",
          "1",
          "output_format_binary_write_json_as_string",
          "1",
          "type_json_skip_duplicated_paths",
          "1",
          "date_time_input_format",
          "best_effort",
          "max_partitions_per_insert_block",
          "0");

  private final ClickHouseConfig config;
  private final Duration statementMax;
  private final HttpClient http;

  ClickHouseClient(ClickHouseConfig config, Duration statementMax) {
    this.config = config;
    this.statementMax = statementMax;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  /** The answer to a question, whole; at most so many bytes. */
  byte[] ask(String sql, int bytesMax) throws IOException, Refusal {
    try (InputStream answer = open(sql)) {
      return whole(answer, bytesMax);
    }
  }

  /** Takes the values of one row, in their order. */
  @FunctionalInterface
  interface Reading {
    void read(RowBinaryReader row) throws IOException;
  }

  /** The answer to a question in the format RowBinary, row by row, as it comes. */
  void read(String sql, Reading each) throws IOException, Refusal {
    try (InputStream answer = open(sql)) {
      var rows = new RowBinaryReader(answer);
      while (rows.hasMore()) {
        each.read(rows);
      }
    }
  }

  private InputStream open(String sql) throws IOException, Refusal {
    return send(request(Map.of()).POST(BodyPublishers.ofString(sql)).build());
  }

  /** What changes something, or has no answer. */
  void run(String sql) throws IOException, Refusal {
    ask(sql, ERROR_BYTES_MAX);
  }

  /**
   * Inserts rows, all or none of each part that they become.
   *
   * @param token of two inserts with the same one, the server forgets the second
   */
  void insert(String statement, byte[] body, String token) throws IOException, Refusal {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("query", statement);
    settings.put("query_id", "penstock/" + token);
    settings.put("insert_deduplication_token", token);
    HttpRequest.Builder request = request(settings);
    try (InputStream answer = send(request.POST(compressed(body, request)).build())) {
      whole(answer, ERROR_BYTES_MAX);
    }
  }

  private BodyPublisher compressed(byte[] body, HttpRequest.Builder request) {
    if (config.compression() == Compression.NONE) {
      return BodyPublishers.ofByteArray(body);
    }
    request.header("Content-Encoding", config.compression().contentEncoding());
    return BodyPublishers.ofByteArray(config.compression().compressed(body, body.length));
  }

  private HttpRequest.Builder request(Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>(ALWAYS);
    settings.put("max_execution_time", Long.toString(statementMax.toSeconds()));
    settings.putAll(more);
    String query =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + URLEncoder.encode(setting.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.root() + "/?" + query))
            .timeout(statementMax.plus(SILENCE_MAX));
    config.user().ifPresent(user -> request.header("Authorization", basic(user)));
    return request;
  }

  private String basic(String user) {
    String password = config.password().map(secret -> secret.reveal()).orElse("");
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private InputStream send(HttpRequest request) throws IOException, Refusal {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        try (InputStream body = response.body()) {
          throw refusal(response, new String(body.readNBytes(ERROR_BYTES_MAX), UTF_8));
        }
      }
      return response.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static byte[] whole(InputStream answer, int bytesMax) throws IOException {
    byte[] bytes = answer.readNBytes(bytesMax);
    if (answer.read() >= 0) {
      throw new IOException("the answer is longer than " + bytesMax + " bytes");
    }
    return bytes;
  }

  private static Refusal refusal(HttpResponse<?> response, String body) {
    long code = response.headers().firstValueAsLong("X-ClickHouse-Exception-Code").orElse(0);
    return new Refusal(response.statusCode(), Math.toIntExact(code), body);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
