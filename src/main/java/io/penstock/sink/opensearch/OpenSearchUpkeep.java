package io.penstock.sink.opensearch;

import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to the indices of a sink as they grow old. Where the cluster has a plugin for that (Index
 * State Management), the plugin is told once and does it; else it is done from here.
 */
final class OpenSearchUpkeep implements Upkeep {
  private final OpenSearchConfig config;
  private final List<DocumentIndex> indices;
  private final Map<DocumentIndex, Ageing> ageing = new HashMap<>();
  private @Nullable OpenSearchClient client;

  OpenSearchUpkeep(OpenSearchConfig config, SinkSetup setup) {
    this.config = config;
    this.indices =
        setup.streams().stream().map(stream -> DocumentIndex.of(stream, config)).toList();
  }

  @Override
  public Optional<String> step(Instant now) {
    try {
      var plugin = new StateManagement(client(), config.lifecycle());
      boolean isThere = plugin.isThere();
      for (DocumentIndex index : indices) {
        Optional<String> done = isThere ? plugin.tell(index) : ageing(index).step(now);
        if (done.isPresent()) {
          return done;
        }
      }
      return Optional.empty();
    } catch (IOException | Refusal fault) {
      throw new SinkFault("OpenSearch: " + fault.getMessage(), fault);
    }
  }

  private Ageing ageing(DocumentIndex index) {
    return ageing.computeIfAbsent(index, first -> new Ageing(client(), config.lifecycle(), index));
  }

  private OpenSearchClient client() {
    OpenSearchClient current = client;
    if (current == null) {
      current = new OpenSearchClient(config, config.requestTimeout());
      client = current;
    }
    return current;
  }

  @Override
  public void close() {
    OpenSearchClient closing = client;
    client = null;
    ageing.clear();
    if (closing != null) {
      closing.close();
    }
  }
}
