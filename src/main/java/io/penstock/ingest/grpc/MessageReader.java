package io.penstock.ingest.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penstock.access.signing.SigningFault;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.ingest.Posting;
import io.penstock.ingest.SenderWords;
import io.penstock.ingest.grpc.message.BatchMessage;
import java.util.Optional;

/** Makes of a message what the intake takes, or says why it cannot be. Touches nothing outside. */
record MessageReader(Door door, CallHead head) {
  private static final int BATCH_ID_CHARS_MAX = 255;

  /** What reading a message came to. */
  sealed interface Read {
    record Good(BatchMessage message, Posting posting) implements Read {}

    /** {@code stream} is the one it is for, where there is one. */
    record Refused(Refusal refusal, Optional<Stream> stream) implements Read {}
  }

  /** A signature is of the bytes as they were sent. */
  Read read(byte[] whole) {
    head.signed().ifPresent(signed -> signed.check(whole));
    return head.signed().filter(signed -> !signed.isGenuine()).isPresent()
        ? new Read.Refused(Refusals.unsigned(SigningFault.WRONG), Optional.empty())
        : readGenuine(whole);
  }

  private Read readGenuine(byte[] whole) {
    try {
      return read(BatchMessage.read(whole));
    } catch (InvalidProtocolBufferException broken) {
      return new Read.Refused(
          Refusals.undecodable(String.valueOf(broken.getMessage())), Optional.empty());
    }
  }

  private Read read(BatchMessage message) {
    String name = message.stream().isEmpty() ? door.config().defaultStream() : message.stream();
    Stream stream = door.streams().get(name);
    return stream == null
        ? new Read.Refused(Refusals.unknownStream(name), Optional.empty())
        : read(message, head.allowance().narrowed(stream));
  }

  private Read read(BatchMessage message, Stream stream) {
    return refusalOf(message, stream)
        .<Read>map(refusal -> new Read.Refused(refusal, Optional.of(stream)))
        .orElseGet(() -> new Read.Good(message, posting(message, stream)));
  }

  private Optional<Refusal> refusalOf(BatchMessage message, Stream stream) {
    return door.access()
        .gatekeeper()
        .denies(head.caller(), stream.name())
        .map(Refusals::denied)
        .or(() -> refusal(message, stream));
  }

  /** How many events there are is looked at before room is made for their places. */
  private Optional<Refusal> refusal(BatchMessage message, Stream stream) {
    String key = message.idempotencyKey();
    if (!key.isEmpty() && !SenderWords.isIdempotencyKey(key)) {
      return Optional.of(Refusals.BAD_IDEMPOTENCY_KEY);
    }
    int bytesMax = head.allowance().requestBytesMax(door.config().messageBytesMax());
    if (message.bytes().length > bytesMax) {
      return Optional.of(Refusals.messageTooLarge(bytesMax));
    }
    if (message.batchId().length() > BATCH_ID_CHARS_MAX) {
      return Optional.of(Refusals.batchIdTooLong(BATCH_ID_CHARS_MAX));
    }
    return message.events() > stream.eventsMax()
        ? Optional.of(Refusals.tooManyEvents(stream.eventsMax()))
        : Optional.empty();
  }

  private Posting posting(BatchMessage message, Stream stream) {
    return new Posting(
        stream,
        message.bytes(),
        Form.ARRAY,
        Optional.of(message.places()),
        head.stamp(door.clock()),
        head.traceparent(),
        Optional.empty(),
        Optional.of(message.idempotencyKey()).filter(key -> !key.isEmpty()),
        message.atomic(),
        Optional.of(head.allowance()));
  }
}
