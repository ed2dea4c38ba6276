package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.sink.http.BlockingHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a server over its HTTP interface. Blocks; an interrupt ends the wait. */
final class ClickHouseClient implements AutoCloseable {
  /** The server's own limit comes first; this is for one that says nothing any more. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  private static final int ERROR_BYTES_MAX = 256 << 10;
  private static final int OK = 200;
  private static final String QUERY_ID = "X-ClickHouse-Query-Id";

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

  /** What a user's profile may have otherwise, and then an answer would not be the whole truth. */
  private static final Map<String, String> STRICT =
      Map.of(
          "input_format_allow_errors_num",
          "0",
          "input_format_allow_errors_ratio",
          "0",
          "input_format_with_names_use_header",
          "1",
          "input_format_with_types_use_header",
          "1",
          "input_format_skip_unknown_fields",
          "0",
          "insert_deduplicate",
          "1",
          "optimize_on_insert",
          "0",
          "timeout_overflow_mode",
          "throw",
          "read_overflow_mode",
          "throw",
          "result_overflow_mode",
          "throw");

  private final ClickHouseConfig config;
  private final Duration statementMax;
  private final BlockingHttp http;

  ClickHouseClient(ClickHouseConfig config, Duration statementMax) {
    this.config = config;
    this.statementMax = statementMax;
    this.http = new BlockingHttp(config.endpoint(), statementMax.plus(SILENCE_MAX));
  }

  /** The answer to a question, whole; at most so many bytes. */
  byte[] ask(String sql, int bytesMax) throws IOException, Refusal {
    return send(question(sql), bytesMax).body();
  }

  /** Takes the values of one row, in their order. */
  @FunctionalInterface
  interface Reading {
    void read(RowBinaryReader row) throws IOException;
  }

  /** The answer to a question in the format RowBinary, which is read when all of it is here. */
  void read(String sql, int bytesMax, Reading each) throws IOException, Refusal {
    readAll(new ByteArrayInputStream(ask(sql, bytesMax)), each);
  }

  /** Likewise, row by row as it comes, and however long it is. */
  void stream(String sql, Reading each) throws IOException, Refusal {
    http.<Refusal>stream(
        question(sql),
        answer -> {
          if (answer.statusCode() != OK) {
            throw refusal(answer, answer.body().readNBytes(ERROR_BYTES_MAX));
          }
          readAll(answer.body(), each);
        });
  }

  private static void readAll(InputStream answer, Reading each) throws IOException {
    var rows = new RowBinaryReader(answer);
    while (rows.hasMore()) {
      each.read(rows);
    }
  }

  /** What changes something, or has no answer. */
  void run(String sql) throws IOException, Refusal {
    ask(sql, ERROR_BYTES_MAX);
  }

  /**
   * Inserts rows, all or none of each part that they become.
   *
   * @param token of two inserts with the same one, the server forgets the second
   * @throws IOException where nobody knows whether it did
   */
  void insert(String statement, byte[] body, String token) throws IOException, Refusal {
    String id = "penstock/" + token;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("query", statement);
    settings.put("query_id", id);
    settings.put("insert_deduplication_token", token);
    HttpRequest request = config.compression().post(body, request(settings));
    HttpResponse<byte[]> answer = send(request, ERROR_BYTES_MAX);
    if (!answer.headers().firstValue(QUERY_ID).equals(Optional.of(id))) {
      throw new IOException("somebody else answers: there is no " + QUERY_ID + " of this insert");
    }
  }

  private HttpRequest question(String sql) {
    return request(Map.of()).POST(BodyPublishers.ofString(sql)).build();
  }

  private HttpRequest.Builder request(Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>(ALWAYS);
    settings.putAll(STRICT);
    settings.put("max_execution_time", Long.toString(statementMax.toSeconds()));
    settings.putAll(more);
    String query =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + URLEncoder.encode(setting.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return http.request("/?" + query);
  }

  private HttpResponse<byte[]> send(HttpRequest request, int bytesMax) throws IOException, Refusal {
    HttpResponse<byte[]> answer = http.send(request, bytesMax);
    if (answer.statusCode() != OK) {
      throw refusal(answer, answer.body());
    }
    return answer;
  }

  private static Refusal refusal(HttpResponse<?> answer, byte[] body) {
    long code = answer.headers().firstValueAsLong("X-ClickHouse-Exception-Code").orElse(0);
    return new Refusal(answer.statusCode(), Math.toIntExact(code), new String(body, UTF_8));
  }

  @Override
  public void close() {
    http.close();
  }
}
