package io.penstock.ingest.grpc;

import io.penstock.grpc.Durability;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.Receipt;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.Receipt.Malformed;
import io.penstock.ingest.Receipt.NoRoom;
import io.penstock.ingest.Receipt.TooMany;
import io.penstock.ingest.ReceiptText;
import io.penstock.ingest.grpc.message.BatchMessage;
import java.util.List;

/** What a call is answered with. */
sealed interface Reply {
  /** With OK. */
  record Answered(EventBatchResponse response) implements Reply {}

  /** With another status. */
  record Refused(Refusal refusal) implements Reply {}

  /** What the intake said of a message, as gRPC says it. */
  static Reply of(Receipt receipt, BatchMessage message) {
    return switch (receipt) {
      case Kept kept -> new Answered(kept(kept, message));
      case Invalid invalid ->
          message.alwaysAnswer()
              ? new Answered(invalid(invalid, message))
              : new Refused(Refusals.invalid(invalid));
      case Malformed(int offset, String what) -> new Refused(Refusals.malformed(offset, what));
      case TooMany(int eventsMax) -> new Refused(Refusals.tooManyEvents(eventsMax));
      case Busy(String reason, var after) -> new Refused(Refusals.notKept(reason, after));
      case NoRoom(var why, String reason, var after) ->
          new Refused(Refusals.noRoom(why, reason, after));
    };
  }

  private static EventBatchResponse kept(Kept kept, BatchMessage message) {
    var response =
        EventBatchResponse.newBuilder()
            .setSuccess(kept.rejected() == 0)
            .setMessage(kept.rejected() == 0 ? "kept" : "some events were rejected")
            .setBatchId(message.batchId())
            .setReceivedCount(message.events())
            .setReceipt(ReceiptText.of(kept))
            .setAccepted(kept.accepted())
            .setDuplicates(kept.duplicates())
            .setRejected(kept.rejected())
            .setDurability(nameOf(kept.durability()));
    new ErrorList(response).add(kept.violations(), kept.warnings());
    return response.build();
  }

  /** Sound events of an atomic request count as rejected too: they are not kept. */
  private static EventBatchResponse invalid(Invalid invalid, BatchMessage message) {
    Refusal refusal = Refusals.invalid(invalid);
    var response =
        EventBatchResponse.newBuilder()
            .setMessage(refusal.message())
            .setBatchId(message.batchId())
            .setReceivedCount(message.events())
            .setRejected(invalid.sound() + invalid.rejected());
    new ErrorList(response).add(invalid.violations(), List.of());
    return response.build();
  }

  private static Durability nameOf(Receipt.Durability durability) {
    return switch (durability) {
      case LOG -> Durability.DURABILITY_LOG;
      case SPOOL -> Durability.DURABILITY_SPOOL;
    };
  }
}
