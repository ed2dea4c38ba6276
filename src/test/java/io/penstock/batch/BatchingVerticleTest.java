package io.penstock.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.bus.LocalCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BatchingVerticleTest {
  private final Submission first = Submissions.of("a", 1);
  private final Submission second = Submissions.of("a", 2);
  private final Submission third = Submissions.of("a", 3);

  @BeforeEach
  void recordsTravelByReference(Vertx vertx) {
    vertx.eventBus().registerCodec(new LocalCodec());
  }

  @Test
  void handsOverAtOnceWhileTheProducerIsFree(Vertx vertx, VertxTestContext test) {
    BatchingVerticle.PRODUCE.listen(
        vertx.eventBus(),
        batch ->
            test.verify(
                () -> {
                  assertThat(batch.topic()).isEqualTo("a");
                  assertThat(batch.submissions()).containsExactly(first);
                  test.completeNow();
                }));

    submit(vertx, first).onFailure(test::failNow);
  }

  @Test
  void gathersWhileTheProducerIsBusy(Vertx vertx, VertxTestContext test) {
    List<List<Submission>> batches = new ArrayList<>();
    BatchingVerticle.PRODUCE.listen(
        vertx.eventBus(),
        batch -> {
          batches.add(batch.submissions());
          if (batches.size() == 2) {
            test.verify(
                () -> {
                  assertThat(batches).containsExactly(List.of(first), List.of(second, third));
                  test.completeNow();
                });
          }
        });

    submit(vertx, first, second, third)
        .onSuccess(taken -> BatchingVerticle.FREE.publish(vertx.eventBus(), new ProducerFree()))
        .onFailure(test::failNow);
  }

  @Test
  void sendersHearOfItWhenNobodyProduces(Vertx vertx, VertxTestContext test) {
    submit(vertx, first, second)
        .compose(taken -> Future.join(broken(first), broken(second)))
        .onComplete(test.succeedingThenComplete());
  }

  @Test
  void sendersHearOfItWhenTheNodeStopsFirst(Vertx vertx, VertxTestContext test) {
    BatchingVerticle.PRODUCE.listen(vertx.eventBus(), batch -> {});

    vertx
        .deployVerticle(new BatchingVerticle(new BatchPolicy(100, 1_000)))
        .compose(id -> send(vertx, first, second).compose(taken -> vertx.undeploy(id)))
        .compose(stopped -> broken(second))
        .onComplete(
            test.succeeding(
                fault ->
                    test.verify(
                        () -> {
                          assertThat(fault)
                              .hasMessage("the node stopped before the log had the events");
                          assertThat(first.kept().future().isComplete()).isFalse();
                          test.completeNow();
                        })));
  }

  private static Future<?> submit(Vertx vertx, Submission... submissions) {
    return vertx
        .deployVerticle(new BatchingVerticle(new BatchPolicy(100, 1_000)))
        .compose(id -> send(vertx, submissions));
  }

  private static Future<?> send(Vertx vertx, Submission... submissions) {
    Future<Void> sent = Future.succeededFuture();
    for (Submission submission : submissions) {
      sent = sent.compose(next -> BatchingVerticle.SUBMIT.send(vertx.eventBus(), submission));
    }
    return sent;
  }

  /** Succeeds with the fault that broke the sender's promise. */
  private static Future<Throwable> broken(Submission submission) {
    return submission
        .kept()
        .future()
        .transform(
            kept ->
                kept.failed()
                    ? Future.succeededFuture(kept.cause())
                    : Future.failedFuture("it was kept"));
  }
}
