package io.penstock.cluster;

import io.penstock.observability.ClusterMeters;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Asks nodes over the clustered bus, this one too. Who does not answer in time is named. Whatever
 * is asked for may be asked twice.
 */
public final class Neighbours {
  /** How long an answer is waited for, unless what was asked for takes longer by itself. */
  public static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final String ADDRESS = "admin.cmd.";
  private static final int REFUSED = 1;

  private final Cluster cluster;
  private final EventBus bus;
  private final ClusterMeters meters;

  public Neighbours(Cluster cluster, EventBus bus, ClusterMeters meters) {
    this.cluster = cluster;
    this.bus = bus;
    this.meters = meters;
  }

  /**
   * What nodes said.
   *
   * @param answers by the names of those who answered
   * @param silent the names of those who did not, or not in time
   */
  public record Said(SortedMap<String, JsonObject> answers, SortedSet<String> silent) {}

  /** A node does not answer. */
  public static final class Silent extends Exception {
    Silent(String node, Duration atMost) {
      super("%s does not answer within %d s".formatted(node, atMost.toSeconds()));
    }
  }

  /** A node answers that it cannot do it, and why. */
  public static final class Refused extends Exception {
    public Refused(String why) {
      super(why);
    }
  }

  public String self() {
    return cluster.self();
  }

  public SortedSet<String> nodes() {
    return cluster.nodes();
  }

  /** What others ask this node for. The future says whether all nodes know that it listens. */
  public Future<Void> answer(Function<JsonObject, Future<JsonObject>> answering) {
    return bus.<JsonObject>consumer(
            ADDRESS + cluster.self(), message -> reply(message, answering.apply(message.body())))
        .completion();
  }

  private static void reply(Message<JsonObject> message, Future<JsonObject> answer) {
    answer
        .onSuccess(message::reply)
        .onFailure(fault -> message.fail(REFUSED, String.valueOf(fault.getMessage())));
  }

  public Future<JsonObject> ask(String node, JsonObject question) {
    return ask(node, question, ANSWER_MAX);
  }

  /** Fails with {@link Silent} or {@link Refused}. */
  public Future<JsonObject> ask(String node, JsonObject question, Duration atMost) {
    var options =
        new DeliveryOptions()
            .setSendTimeout(atMost.toMillis())
            .setTracingPolicy(TracingPolicy.IGNORE);
    return bus.<JsonObject>request(ADDRESS + node, question, options)
        .map(Message::body)
        .onSuccess(answered -> meters.asked("answered"))
        .recover(fault -> Future.failedFuture(why(node, fault, atMost)));
  }

  private Throwable why(String node, Throwable fault, Duration atMost) {
    if (fault instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      meters.asked("refused");
      return new Refused(String.valueOf(reply.getMessage()));
    }
    meters.asked("silent");
    return new Silent(node, atMost);
  }

  /** Asks all nodes at once. A node that refuses is silent too. */
  public Future<Said> askAll(JsonObject question) {
    var answers = new TreeMap<String, JsonObject>();
    var silent = new TreeSet<String>();
    return Future.join(
            nodes().stream()
                .map(
                    node ->
                        ask(node, question)
                            .onSuccess(answer -> answers.put(node, answer))
                            .onFailure(fault -> silent.add(node)))
                .toList())
        .transform(asked -> Future.succeededFuture(new Said(answers, silent)));
  }
}
