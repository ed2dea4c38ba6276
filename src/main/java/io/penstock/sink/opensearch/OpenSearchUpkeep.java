package io.penstock.sink.opensearch;

import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to the indices of a sink as they grow old. Where the cluster has a plugin for that (Index
 * State Management), the plugin is told once and does it; else it is done from here.
 */
final class OpenSearchUpkeep implements Upkeep {
  private final OpenSearchConfig config;
  private final List<DocumentIndex> indices;
  private final Map<DocumentIndex, Ageing> ageing = new HashMap<>();
  private final Connection connection;

  OpenSearchUpkeep(OpenSearchConfig config, SinkSetup setup) {
    this.config = config;
    this.connection = new Connection(config);
    this.indices =
        setup.streams().stream().map(stream -> DocumentIndex.of(stream, config)).toList();
  }

  @Override
  public Optional<String> step(Instant now) {
    try {
      var plugin = new StateManagement(client(), config.lifecycle());
      boolean isThere = plugin.isThere();
      Instant time = earlier(now, clusterTime());
      List<SinkFault> faults = new ArrayList<>();
      for (DocumentIndex index : indices) {
        try {
          Optional<String> done = isThere ? plugin.tell(index) : ageing(index).step(time);
          if (done.isPresent()) {
            return done;
          }
        } catch (SinkFault fault) {
          faults.add(fault);
        }
      }
      if (!faults.isEmpty()) {
        throw faults.getFirst();
      }
      return Optional.empty();
    } catch (IOException | Refusal fault) {
      throw new SinkFault("OpenSearch: " + fault.getMessage(), fault);
    }
  }

  /** Where one of two clocks is wrong and ahead, nothing is deleted for it. */
  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Instant clusterTime() throws IOException, Refusal {
    JsonObject health = client().list("/_cat/health?format=json&h=epoch").getJsonObject(0);
    return Instant.ofEpochSecond(Long.parseLong(health.getString("epoch")));
  }

  private Ageing ageing(DocumentIndex index) {
    return ageing.computeIfAbsent(index, first -> new Ageing(client(), config.lifecycle(), index));
  }

  private OpenSearchClient client() {
    return connection.client();
  }

  @Override
  public void close() {
    connection.close();
    ageing.clear();
  }
}
