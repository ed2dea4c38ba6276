package io.penstock.load.bare;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** One HTTP insert after the other of blocks that were encoded and compressed before. */
final class BareClickHouse implements BareStore {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private long made;

  /** The table is there already, as the sink made it. */
  BareClickHouse(String url, String database, String table) {
    String insert =
        """
        INSERT INTO `%s`.`%s` (tenant, id, type, time, received_at, content_hash, data, extra,
        _topic, _partition, _offset, _version) FORMAT RowBinary\
        """
            .formatted(database, table);
    this.uri =
        URI.create(
            url
                + "/?async_insert=0&wait_end_of_query=1&input_format_binary_read_json_as_string=1"
                + "&query="
                + URLEncoder.encode(insert, StandardCharsets.UTF_8));
  }

  @Override
  public Load ready(List<BareRow> rows) {
    byte[] block = ClickHouseRows.compressed(rows, made);
    made += rows.size();
    return () -> {
      insert(block);
      return rows.size();
    };
  }

  private void insert(byte[] block) throws SQLException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Encoding", "lz4")
            .POST(BodyPublishers.ofByteArray(block))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new SQLException(answer.body());
      }
    } catch (IOException fault) {
      throw new SQLException(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException(interrupted);
    }
  }

  /** The fields that have no column of their own. */
  static String extra(String data) {
    var event = new JsonObject(data);
    List.of("id", "type", "time").forEach(event::remove);
    return event.encode();
  }

  @Override
  public void close() {
    http.close();
  }
}
