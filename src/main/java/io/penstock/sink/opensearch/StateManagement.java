package io.penstock.sink.opensearch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plugin that sees to indices by a policy: Index State Management. A policy that is there is
 * never changed.
 */
final class StateManagement {
  private static final String POLICIES = "/_plugins/_ism/policies";
  private static final int BAD_REQUEST = 400;

  /**
   * The plugin counts from when an index was made: for a day's index that is mostly when its day
   * began, and may be a day earlier.
   */
  private static final Duration DAY = Duration.ofDays(1);

  private final OpenSearchClient client;
  private final LifecycleConfig lifecycle;

  StateManagement(OpenSearchClient client, LifecycleConfig lifecycle) {
    this.client = client;
    this.lifecycle = lifecycle;
  }

  /** A cluster without the plugin does not know the path. */
  boolean isThere() throws IOException, Refusal {
    try {
      client.get(POLICIES + "?size=1");
      return true;
    } catch (Refusal refusal) {
      if (refusal.trouble().status() == BAD_REQUEST) {
        return false;
      }
      // the plugin keeps its policies in an index, which it makes with the first one
      if (refusal.isNotFound()) {
        return true;
      }
      throw refusal;
    }
  }

  /**
   * Makes the policy where it is missing, and has it hold for each index of ours that has none: by
   * its name, so that it never holds for one of others.
   */
  Optional<String> tell(DocumentIndex index) throws IOException, Refusal {
    String policy = index.template();
    if (!exists(policy)) {
      client.put(POLICIES + "/" + policy, new JsonObject().put("policy", policy(index)));
      return Optional.of("told the cluster's own index management, by the policy " + policy);
    }
    for (String name : unmanaged(index)) {
      client.post("/_plugins/_ism/add/" + name, of("policy_id", policy));
      return Optional.of("gave " + name + " the policy " + policy);
    }
    return Optional.empty();
  }

  private boolean exists(String policy) throws IOException, Refusal {
    try {
      client.get(POLICIES + "/" + policy);
      return true;
    } catch (Refusal refusal) {
      if (refusal.isNotFound()) {
        return false;
      }
      throw refusal;
    }
  }

  private List<String> unmanaged(DocumentIndex index) throws IOException, Refusal {
    JsonObject explained = client.get("/_plugins/_ism/explain/" + index.indicesPattern());
    return explained.stream()
        .filter(entry -> index.has(entry.getKey()) && !isManaged(entry.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isManaged(Object explained) {
    return !(explained instanceof JsonObject index)
        || index.getString("index.plugins.index_state_management.policy_id") != null
        || index.getString("policy_id") != null;
  }

  private JsonObject policy(DocumentIndex index) {
    List<JsonObject> states = new ArrayList<>();
    var hot = new JsonArray();
    if (!index.isDaily()) {
      hot.add(of("rollover", of("min_index_age", "1d")));
    }
    states.add(state("hot", hot));
    lifecycle
        .forceMergeAfter()
        .ifPresent(
            after -> {
              leads(states.getLast(), "merged", after.plus(DAY));
              states.add(
                  state(
                      "merged", new JsonArray().add(of("force_merge", of("max_num_segments", 1)))));
            });
    lifecycle
        .deleteAfter()
        .ifPresent(
            after -> {
              leads(states.getLast(), "deleted", after.plus(DAY).plus(DAY));
              states.add(state("deleted", deletion()));
            });
    return new JsonObject()
        .put("description", "what Penstock's sink is told under lifecycle")
        .put("default_state", "hot")
        .put("states", new JsonArray(states));
  }

  private JsonArray deletion() {
    var actions = new JsonArray();
    lifecycle
        .snapshotRepository()
        .ifPresent(
            repository ->
                actions.add(
                    of("snapshot", of("repository", repository).put("snapshot", "penstock"))));
    return actions.add(of("delete", new JsonObject()));
  }

  private static JsonObject state(String name, JsonArray actions) {
    return of("name", name).put("actions", actions).put("transitions", new JsonArray());
  }

  private static void leads(JsonObject from, String to, Duration age) {
    from.getJsonArray("transitions")
        .add(of("state_name", to).put("conditions", of("min_index_age", age.toDays() + "d")));
  }

  private static JsonObject of(String name, Object value) {
    return new JsonObject().put(name, value);
  }
}
