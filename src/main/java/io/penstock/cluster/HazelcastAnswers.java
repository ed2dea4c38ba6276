package io.penstock.cluster;

import io.penstock.observability.ClusterMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What Hazelcast answers about one of its maps, in time or not at all. */
final class HazelcastAnswers {
  private final Vertx vertx;
  private final String map;
  private final ClusterMeters meters;

  HazelcastAnswers(Vertx vertx, String map, ClusterMeters meters) {
    this.vertx = vertx;
    this.map = map;
    this.meters = meters;
  }

  /** On the context of whoever asks. */
  <T> Future<T> of(Supplier<CompletionStage<T>> question) {
    Context context = vertx.getOrCreateContext();
    try {
      return inTime(Future.fromCompletionStage(question.get(), context));
    } catch (RuntimeException notNow) {
      return inTime(Future.failedFuture(notNow));
    }
  }

  <T> Future<T> inTime(Future<T> answer) {
    return answer
        .timeout(SharedMap.ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answered -> meters.operation(map, "answered"))
        .onFailure(late -> meters.operation(map, "late"));
  }
}
