package io.penstock.command.send;

import io.penstock.command.client.HttpAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A stream of a server, and the key that opens it. */
public record Destination(HttpAddress ingest, String stream, String key) {
  HttpRequest request(Batch batch) {
    return HttpRequest.newBuilder(uri())
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", batch.form().contentType)
        .POST(BodyPublishers.ofByteArray(batch.body()))
        .build();
  }

  private URI uri() {
    String name = URLEncoder.encode(stream, StandardCharsets.UTF_8).replace("+", "%20");
    return ingest.at("/v1/streams/" + name + "/events");
  }

  @Override
  public String toString() {
    return ingest.toString();
  }
}
