package io.penstock.ingest.http;

import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.otlp.Decoded;
import io.penstock.ingest.otlp.Export;
import io.penstock.observability.Problem;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/** One request of an exporter: its events are decoded from it on a worker thread. */
final class OtlpExchange extends Exchange {
  private final OtlpAnswer answer;
  private final WorkerExecutor decoders;
  private final long eventBytesMax;

  /**
   * {@code eventBytesMax} bounds the bytes of all events together: each repeats its resource and
   * scope.
   */
  OtlpExchange(
      Door door, RequestHead head, OtlpAnswer answer, WorkerExecutor decoders, long eventBytesMax) {
    super(door, answer.request(), head, answer.requestId());
    this.answer = answer;
    this.decoders = decoders;
    this.eventBytesMax = eventBytesMax;
  }

  /** How many wait for a decoder is bounded by the credit that each holds. */
  @Override
  void take(byte[] body) {
    var export = new Export(answer.signal(), answer.wire(), body);
    decoders
        .executeBlocking(() -> export.decode(eventBytesMax), false)
        .compose(this::handOver)
        .onFailure(this::fail);
  }

  private Future<Void> handOver(Decoded decoded) {
    switch (decoded) {
      case Decoded.Events(byte[] json) -> {
        if (hold(json)) {
          post(json);
        }
      }
      case Decoded.Broken(String why) -> answer(Problems.undecodable(why));
      case Decoded.TooLarge() -> answer(Problems.eventsTooLarge(eventBytesMax));
    }
    return Future.succeededFuture();
  }

  @Override
  void tell(Kept kept) {
    answer.tell(kept);
  }

  @Override
  void tell(Problem problem) {
    answer.tell(problem);
  }
}
