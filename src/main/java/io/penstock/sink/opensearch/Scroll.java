package io.penstock.sink.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads all documents that a query finds, page by page, as they were when it began. */
final class Scroll {
  /** An event has at most so many bytes that a page fits the longest answer. */
  private static final int DOCUMENTS_AT_ONCE = 200;

  private static final String KEPT = "2m";
  private static final String WANTED =
      "filter_path=_scroll_id,timed_out,_shards.failed,hits.hits._index,hits.hits._source";
  private static final JsonArray FIELDS =
      new JsonArray()
          .add("tenant")
          .add("id")
          .add("@timestamp")
          .add("received_at")
          .add("content_hash")
          .add("data");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** A document, as far as it is looked at; what it does not have is empty, or 0. */
  record Document(
      String index,
      String tenant,
      String id,
      String time,
      String receivedAt,
      long contentHash,
      String data) {}

  /** One answer. */
  private static final class Page {
    private String scrollId = "";
    private int documents;
  }

  private final OpenSearchClient client;

  Scroll(OpenSearchClient client) {
    this.client = client;
  }

  /** In no order. */
  void read(String pattern, JsonObject query, Consumer<Document> each) throws IOException, Refusal {
    var question =
        new JsonObject()
            .put("size", DOCUMENTS_AT_ONCE)
            .put("sort", new JsonArray().add("_doc"))
            .put("_source", FIELDS)
            .put("query", query);
    String path =
        "/%s/_search?scroll=%s&ignore_unavailable=true&allow_partial_search_results=false&%s"
            .formatted(pattern, KEPT, WANTED);
    Page page = page(client.send("POST", path, question.encode()), each);
    try {
      while (page.documents > 0) {
        String next = new JsonObject().put("scroll", KEPT).put("scroll_id", page.scrollId).encode();
        page = page(client.send("POST", "/_search/scroll?" + WANTED, next), each);
      }
    } finally {
      end(page.scrollId);
    }
  }

  /** The server ends it by itself, only later. */
  private void end(String scrollId) throws IOException {
    if (!scrollId.isEmpty()) {
      try {
        client.send(
            "DELETE", "/_search/scroll", new JsonObject().put("scroll_id", scrollId).encode());
      } catch (Refusal ended) {
        // it is gone already
      }
    }
  }

  private static Page page(byte[] answer, Consumer<Document> each) throws IOException {
    var page = new Page();
    try (JsonParser in = JSON.createParser(answer)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        switch (name) {
          case "_scroll_id" -> page.scrollId = in.getText();
          case "timed_out" -> requireWhole(value != JsonToken.VALUE_TRUE);
          case "_shards" -> requireWhole(failed(in) == 0);
          case "hits" -> hits(in, page, each);
          default -> in.skipChildren();
        }
      }
    }
    return page;
  }

  private static void requireWhole(boolean isWhole) throws IOException {
    if (!isWhole) {
      throw new IOException("a part of the index does not answer");
    }
  }

  private static int failed(JsonParser in) throws IOException {
    int failed = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      in.nextToken();
      failed = in.getIntValue();
    }
    return failed;
  }

  private static void hits(JsonParser in, Page page, Consumer<Document> each) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      in.nextToken();
      while (in.nextToken() == JsonToken.START_OBJECT) {
        each.accept(hit(in));
        page.documents++;
      }
    }
  }

  private static Document hit(JsonParser in) throws IOException {
    String index = "";
    var document = new JsonObject();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (value == JsonToken.START_OBJECT) {
        document = source(in);
      } else if (name.equals("_index")) {
        index = in.getText();
      }
    }
    return new Document(
        index,
        document.getString("tenant", ""),
        document.getString("id", ""),
        document.getString("@timestamp", ""),
        document.getString("received_at", ""),
        document.getLong("content_hash", 0L),
        document.getString("data", ""));
  }

  private static JsonObject source(JsonParser in) throws IOException {
    var source = new JsonObject();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (value == JsonToken.VALUE_NUMBER_INT) {
        source.put(name, in.getLongValue());
      } else if (value == JsonToken.VALUE_STRING) {
        source.put(name, in.getText());
      } else {
        in.skipChildren();
      }
    }
    return source;
  }
}
