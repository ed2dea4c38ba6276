package io.penstock.sink.opensearch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks into all indices of a data stream. */
final class DataStream {
  /** A search shows no more at once. */
  private static final int IDS_AT_ONCE = 5_000;

  private final OpenSearchClient client;
  private final DocumentIndex index;

  DataStream(OpenSearchClient client, DocumentIndex index) {
    this.client = client;
    this.index = index;
  }

  /** Those events of the bulk that are there, whoever wrote them. */
  BitSet those(Bulk bulk, WriteTime time) throws IOException, Refusal {
    var there = new BitSet(bulk.size());
    if (!exists()) {
      return there;
    }
    time.requireLeft();
    client.send("POST", "/" + index.base() + "/_refresh", "");
    for (int from = 0; from < bulk.size(); from += IDS_AT_ONCE) {
      time.requireLeft();
      int to = Math.min(bulk.size(), from + IDS_AT_ONCE);
      Set<String> found = search(Arrays.asList(bulk.ids()).subList(from, to));
      for (int event = from; event < to; event++) {
        there.set(event, found.contains(bulk.ids()[event]));
      }
    }
    return there;
  }

  private boolean exists() throws IOException, Refusal {
    try {
      client.get("/_data_stream/" + index.base());
      return true;
    } catch (Refusal refusal) {
      if (refusal.isNotFound()) {
        return false;
      }
      throw refusal;
    }
  }

  private Set<String> search(List<String> ids) throws IOException, Refusal {
    var question =
        new JsonObject()
            .put("size", ids.size())
            .put("_source", false)
            .put(
                "query",
                new JsonObject().put("ids", new JsonObject().put("values", new JsonArray(ids))));
    JsonObject answer =
        client.post(
            "/"
                + index.base()
                + "/_search?allow_partial_search_results=false&filter_path=hits.hits._id",
            question);
    Set<String> found = new HashSet<>();
    JsonArray hits =
        answer.getJsonObject("hits", new JsonObject()).getJsonArray("hits", new JsonArray());
    for (Object hit : hits) {
      found.add(((JsonObject) hit).getString("_id"));
    }
    return found;
  }
}
