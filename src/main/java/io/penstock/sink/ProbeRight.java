package io.penstock.sink;

import io.penstock.cluster.Entry;
import io.penstock.cluster.SharedMap;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to try whether a sink is back: one node has it, for all. Where that cannot be found out
 * soon, every node has it.
 */
public final class ProbeRight {
  /** The name of the shared map. */
  public static final String MAP = "sink.probe";

  private static final Logger LOG = LoggerFactory.getLogger(ProbeRight.class);

  /** Beyond the time between two tries of whoever has it. */
  private static final Duration LENGTH = Duration.ofSeconds(15);

  private final String sink;
  private final String node;
  private final SharedMap map;

  public ProbeRight(String sink, String node, SharedMap map) {
    this.sink = sink;
    this.node = node;
    this.map = map;
  }

  /** Who may try now. Waits for the answer, and not long. */
  String owner() {
    Future<Entry> answer = map.claim(sink, new Entry(node, 0, ""), LENGTH);
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(2 * SharedMap.ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .owner();
    } catch (ExecutionException | TimeoutException notKnown) {
      return node;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return node;
    }
  }

  boolean isOf(String owner) {
    return node.equals(owner);
  }

  /** The sink is back: nobody needs it. What is not heard ends by itself. */
  void release() {
    map.release(sink, node)
        .onFailure(away -> LOG.debug("The right to try is kept to its end", away));
  }
}
