package io.penstock.load.bare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.List;

/** One bulk request after the other, with bodies that were written before. */
final class BareOpenSearch implements BareStore {
  /** As the sink asks, so that the answers are as long. */
  private static final String BULK =
      "/_bulk?filter_path=errors,items.create.status,items.create.error";

  private static final String SUCCESS = "{\"errors\":false";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private final OpenSearchLines lines;

  /** The template of the indices is there already, as the sink made it. */
  BareOpenSearch(String url, String indices) {
    this.uri = URI.create(url + BULK);
    this.lines = new OpenSearchLines(indices);
  }

  @Override
  public Load ready(List<BareRow> rows) {
    byte[] body = lines.of(rows);
    return () -> {
      create(body);
      return rows.size();
    };
  }

  private void create(byte[] body) throws SQLException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().startsWith(SUCCESS)) {
        throw new SQLException(answer.body());
      }
    } catch (IOException fault) {
      throw new SQLException(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException(interrupted);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
