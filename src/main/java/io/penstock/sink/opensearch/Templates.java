package io.penstock.sink.opensearch;

import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Makes the index templates that are missing; those that are there stay as they are. */
final class Templates {
  /** Of two that fit an index the higher wins, so that a longer name wins over a shorter one. */
  private static final int PRIORITY = 100;

  private final OpenSearchClient client;
  private final OpenSearchConfig config;

  Templates(OpenSearchClient client, OpenSearchConfig config) {
    this.client = client;
    this.config = config;
  }

  void make(DocumentIndex index) throws IOException, Refusal {
    if (!config.createTemplates()) {
      return;
    }
    String path = "/_index_template/" + index.template();
    try {
      client.get(path);
    } catch (Refusal refusal) {
      if (!refusal.isNotFound()) {
        throw refusal;
      }
      client.put(path + "?create=true", definition(index));
    }
  }

  private static JsonObject definition(DocumentIndex index) {
    var definition =
        new JsonObject()
            .put("index_patterns", new JsonArray().add(index.pattern()))
            .put("priority", PRIORITY + index.base().length())
            .put("template", new JsonObject().put("mappings", mappings()))
            .put("_meta", new JsonObject().put("description", "documents that Penstock writes"));
    if (index.kind() == Indices.DATA_STREAM) {
      definition.put("data_stream", new JsonObject());
    }
    return definition;
  }

  /**
   * Nothing that a sender writes makes a new field: the event is one, whose paths can be searched.
   * A text that is too long to be searched is kept all the same.
   */
  private static JsonObject mappings() {
    JsonObject word = new JsonObject().put("type", "keyword").put("ignore_above", 1_024);
    JsonObject fields =
        new JsonObject()
            .put("@timestamp", type("date"))
            .put("tenant", word)
            .put("id", word)
            .put("type", word)
            .put("received_at", type("date_nanos"))
            .put("content_hash", type("long"))
            .put("topic", word)
            .put("partition", type("integer"))
            .put("offset", type("long"))
            .put("data", type("keyword").put("index", false).put("doc_values", false))
            .put("event", type("flat_object"));
    return new JsonObject().put("dynamic", false).put("properties", fields);
  }

  private static JsonObject type(String name) {
    return new JsonObject().put("type", name);
  }
}
