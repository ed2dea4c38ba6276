package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.ledger.reconcile.Watch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings the lines of a reconciliation from the node that does it to the one that was asked. Each
 * line is acknowledged: where nobody hears them any more, the work ends; where none comes, whoever
 * waits is told.
 */
final class ReconcileFeed {
  private static final String COMMAND = "reconcile";
  private static final String ADDRESS = "admin.feed.";

  /** A line comes every second. */
  private static final long SILENCE_MILLIS_MAX = 10_000;

  private final Vertx vertx;
  private final Neighbours neighbours;

  ReconcileFeed(Vertx vertx, Neighbours neighbours) {
    this.vertx = vertx;
    this.neighbours = neighbours;
  }

  /** Has another node do it. The answer says that it began, and how to end it. */
  Future<Runnable> from(String node, JsonObject question, Reconciling.Listener listener) {
    String address = ADDRESS + UUID.randomUUID();
    var hearing = new Hearing(node, address, listener);
    JsonObject command =
        new JsonObject().put("command", COMMAND).put("question", question).put("feed", address);
    return neighbours
        .ask(node, command)
        .<Runnable>map(begun -> hearing::end)
        .onFailure(refused -> hearing.end());
  }

  /** One reconciliation elsewhere. */
  private final class Hearing {
    private final String node;
    private final Reconciling.Listener listener;
    private final MessageConsumer<JsonObject> lines;
    private long silence;

    Hearing(String node, String address, Reconciling.Listener listener) {
      this.node = node;
      this.listener = listener;
      this.lines = vertx.eventBus().consumer(address, this::hear);
      await();
    }

    private void await() {
      silence =
          vertx.setTimer(
              SILENCE_MILLIS_MAX,
              over -> {
                end();
                listener.end(Reconciling.problem("node_silent", node + " fell silent over it"));
              });
    }

    private void hear(Message<JsonObject> message) {
      message.reply(new JsonObject());
      vertx.cancelTimer(silence);
      JsonObject line = message.body();
      if (line.containsKey("done") || line.containsKey("problem")) {
        end();
        listener.end(line);
      } else {
        await();
        listener.line(line);
      }
    }

    private void end() {
      vertx.cancelTimer(silence);
      lines.unregister();
    }
  }

  /** Tells another node what is found out here. */
  static final class Telling implements Reconciling.Listener {
    private static final DeliveryOptions OPTIONS =
        new DeliveryOptions().setSendTimeout(Neighbours.ANSWER_MAX.toMillis());

    private final Vertx vertx;
    private final String address;
    private @Nullable Watch watch;

    Telling(Vertx vertx, String address) {
      this.vertx = vertx;
      this.address = address;
    }

    void ends(Optional<Watch> begun) {
      watch = begun.orElse(null);
    }

    @Override
    public void line(JsonObject line) {
      vertx.eventBus().request(address, line, OPTIONS).onFailure(nobodyHears -> cancel());
    }

    private void cancel() {
      if (watch != null) {
        watch.cancel();
      }
    }

    @Override
    public void end(JsonObject line) {
      line(line);
    }
  }
}
