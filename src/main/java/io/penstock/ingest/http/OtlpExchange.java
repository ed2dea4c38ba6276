package io.penstock.ingest.http;

import io.penstock.ingest.JoinedReceipts;
import io.penstock.ingest.Receipt;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.otlp.Decoded;
import io.penstock.ingest.otlp.Export;
import io.penstock.observability.Problem;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;

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
        .executeBlocking(() -> export.decode(eventsOfAPart(), eventBytesMax), false)
        .compose(this::handOver)
        .onFailure(this::fail);
  }

  /** What is to be kept whole is not parted, and refused where it is too much. */
  private int eventsOfAPart() {
    return head().atomic() ? Integer.MAX_VALUE : head().stream().eventsMax();
  }

  private Future<Void> handOver(Decoded decoded) {
    switch (decoded) {
      case Decoded.Events(List<byte[]> parts) -> {
        if (parts.stream().allMatch(this::hold)) {
          post(parts);
        }
      }
      case Decoded.Broken(String why) -> answer(Problems.undecodable(why));
      case Decoded.TooLarge() -> answer(Problems.eventsTooLarge(eventBytesMax));
    }
    return Future.succeededFuture();
  }

  /**
   * The parts wait for the log together, and are answered as one when the last has its answer:
   * until then they need their credit.
   */
  private void post(List<byte[]> parts) {
    List<Future<Receipt>> receipts = parts.stream().map(part -> receiptOf(part)).toList();
    Future.join(receipts)
        .map(all -> JoinedReceipts.of(all.list()))
        .onSuccess(this::answer)
        .onFailure(this::fail);
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
