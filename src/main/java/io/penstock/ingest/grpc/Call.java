package io.penstock.ingest.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.penstock.batch.Credit;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.Posting;
import io.penstock.ingest.SenderWords;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of Send, from its metadata to its answer. Once its message is whole the call is its
 * verticle's, and what the network still says of it changes nothing: the events are on their way.
 * Mostly both are on one thread; but deadlines pass on another, and so does the sweep.
 */
final class Call extends ServerCall.Listener<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);
  private static final int BATCH_ID_CHARS_MAX = 255;

  private enum State {
    ARRIVING,
    IN_HAND,
    OVER
  }

  private final ServerCall<byte[], EventBatchResponse> call;
  private final CallHead head;
  private final Desk desk;
  private final Credit credit;
  private final Set<Call> open;
  private final @Nullable Deadline deadline;
  private final long beganAtNanos = System.nanoTime();
  private final AtomicReference<State> state = new AtomicReference<>(State.ARRIVING);
  private final AtomicLong held = new AtomicLong();
  private byte @Nullable [] message;
  private long completeAtNanos;

  /** The call is among those that are {@code open} until nothing more comes of it. */
  Call(
      ServerCall<byte[], EventBatchResponse> call,
      CallHead head,
      Desk desk,
      Credit credit,
      @Nullable Deadline deadline,
      Set<Call> open) {
    this.call = call;
    this.head = head;
    this.desk = desk;
    this.credit = credit;
    this.deadline = deadline;
    this.open = open;
  }

  /** So many bytes of the message are here; they take credit before there are more of them. */
  void receive(long bytes) {
    if (state.get() != State.ARRIVING) {
      return;
    }
    if (!credit.take(bytes)) {
      refuse(Refusals.NO_CREDIT);
      return;
    }
    held.addAndGet(bytes);
    if (state.get() == State.OVER) {
      release();
    }
  }

  @Override
  public void onMessage(byte[] whole) {
    if (message == null) {
      message = whole;
    } else {
      refuse(Refusals.NOT_ONE_MESSAGE);
    }
  }

  @Override
  public void onHalfClose() {
    byte[] whole = message;
    if (whole == null) {
      refuse(Refusals.NOT_ONE_MESSAGE);
    } else if (state.compareAndSet(State.ARRIVING, State.IN_HAND)) {
      completeAtNanos = System.nanoTime();
      message = null;
      desk.context().runOnContext(here -> orFail(() -> take(whole)));
    }
  }

  /** The sender is gone, or its deadline has passed. What is in hand keeps its credit. */
  @Override
  public void onCancel() {
    if (state.compareAndSet(State.ARRIVING, State.OVER)) {
      end();
    }
  }

  /** Ends the call where its message should have come by now. */
  void sweep(long nowNanos, long nanosMax) {
    if (nowNanos - beganAtNanos > nanosMax) {
      refuse(Refusals.TOO_SLOW);
    }
  }

  /** Before the message is whole: no more of it is wanted. */
  private void refuse(Refusal refusal) {
    if (state.compareAndSet(State.ARRIVING, State.OVER)) {
      desk.meters().refused(refusal.code());
      end();
      close(refusal);
    }
  }

  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException fault) {
      fail(fault);
    }
  }

  private void fail(Throwable fault) {
    LOG.atError().addKeyValue("requestId", head.requestId()).setCause(fault).log("A call failed");
    answer(new Reply.Refused(Refusals.OUR_FAULT), Optional.empty());
  }

  private void take(byte[] whole) {
    if (call.isCancelled() || (deadline != null && deadline.isExpired())) {
      answer(new Reply.Refused(Refusals.TOO_LATE), Optional.empty());
      return;
    }
    try {
      take(BatchMessage.read(whole));
    } catch (InvalidProtocolBufferException broken) {
      String why = String.valueOf(broken.getMessage());
      answer(new Reply.Refused(Refusals.undecodable(why)), Optional.empty());
    }
  }

  private void take(BatchMessage batch) {
    String name = batch.stream().isEmpty() ? desk.config().defaultStream() : batch.stream();
    Optional<Stream> stream = Optional.ofNullable(desk.streams().get(name));
    Optional<Refusal> refusal =
        stream.isEmpty()
            ? Optional.of(Refusals.unknownStream(name))
            : refusalOf(batch, stream.get());
    if (refusal.isPresent()) {
      answer(new Reply.Refused(refusal.get()), stream);
    } else {
      post(batch, stream.get()).onSuccess(reply -> answer(reply, stream)).onFailure(this::fail);
    }
  }

  /** How many events there are is looked at before room is made for their places. */
  private static Optional<Refusal> refusalOf(BatchMessage batch, Stream stream) {
    String key = batch.idempotencyKey();
    if (!key.isEmpty() && !SenderWords.isIdempotencyKey(key)) {
      return Optional.of(Refusals.BAD_IDEMPOTENCY_KEY);
    }
    if (batch.batchId().length() > BATCH_ID_CHARS_MAX) {
      return Optional.of(Refusals.batchIdTooLong(BATCH_ID_CHARS_MAX));
    }
    return batch.events() > stream.eventsMax()
        ? Optional.of(Refusals.tooManyEvents(stream.eventsMax()))
        : Optional.empty();
  }

  private Future<Reply> post(BatchMessage batch, Stream stream) {
    var posting =
        new Posting(
            stream,
            batch.bytes(),
            Form.ARRAY,
            Optional.of(batch.places()),
            head.stamp(desk.clock()),
            head.traceparent(),
            Optional.empty(),
            Optional.of(batch.idempotencyKey()).filter(key -> !key.isEmpty()),
            batch.atomic());
    return desk.intake().take(posting).map(receipt -> Reply.of(receipt, batch));
  }

  private void answer(Reply reply, Optional<Stream> stream) {
    state.set(State.OVER);
    end();
    switch (reply) {
      case Reply.Answered(EventBatchResponse response) -> tell(response);
      case Reply.Refused(Refusal refusal) -> {
        stream.ifPresentOrElse(
            known -> desk.meters().door(known.name()).refused(refusal.code()),
            () -> desk.meters().refused(refusal.code()));
        close(refusal);
      }
    }
    desk.requestSeconds().record(System.nanoTime() - completeAtNanos, TimeUnit.NANOSECONDS);
  }

  private void tell(EventBatchResponse response) {
    var headers = new Metadata();
    headers.put(CallHead.REQUEST_ID, head.requestId());
    call.sendHeaders(headers);
    call.sendMessage(response);
    call.close(Status.OK, new Metadata());
  }

  private void close(Refusal refusal) {
    call.close(refusal.toStatus(), refusal.trailers(head.requestId()));
  }

  private void end() {
    release();
    open.remove(this);
  }

  private void release() {
    credit.giveBack(held.getAndSet(0));
  }
}
