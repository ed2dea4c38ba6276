package io.penstock.ingest.grpc;

import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.penstock.access.limit.Excess;
import io.penstock.access.signing.SignedRequest;
import io.penstock.access.signing.SigningFault;
import io.penstock.batch.Credit;
import io.penstock.cluster.SharedSet.Added;
import io.penstock.event.Stream;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.Posting;
import io.penstock.ingest.Receipt;
import io.penstock.ingest.grpc.MessageReader.Read;
import io.penstock.ingest.grpc.connection.Sender;
import io.penstock.ingest.grpc.message.BatchMessage;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of Send, from its metadata until its sender has the answer. Once its message is whole
 * the call is its verticle's, and what the network still says of it changes nothing: the events are
 * on their way. Mostly both are on one thread; but deadlines pass on another, and so does the
 * sweep.
 */
final class Call extends ServerCall.Listener<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);

  /** From here on reading a message takes long enough for others to notice. */
  private static final int LARGE_BYTES = 1 << 20;

  /** What a piece of a message costs beside its bytes, however few they are, until it is whole. */
  private static final int PIECE_BYTES = 1 << 10;

  private enum State {
    ARRIVING,
    IN_HAND,
    /** In hand, and nobody waits for the answer any longer. */
    ABANDONED,
    /** The answer is on its way. */
    ANSWERED,
    OVER
  }

  private final ServerCall<byte[], EventBatchResponse> call;
  private final CallHead head;
  private final Door door;
  private final Credit.Share credit;
  private final Set<Call> open;
  private final @Nullable Deadline deadline;
  private final long beganAtNanos = System.nanoTime();
  private final AtomicReference<State> state = new AtomicReference<>(State.ARRIVING);
  private final AtomicLong held = new AtomicLong();
  private byte @Nullable [] message;
  private long completeAtNanos;
  private boolean isTaken;
  private volatile long answeredAtNanos;

  /** The call is among those that are {@code open} until nothing more comes of it. */
  Call(
      ServerCall<byte[], EventBatchResponse> call,
      CallHead head,
      Door door,
      Credit.Share credit,
      @Nullable Deadline deadline,
      Set<Call> open) {
    this.call = call;
    this.head = head;
    this.door = door;
    this.credit = credit;
    this.deadline = deadline;
    this.open = open;
  }

  /** A piece of the message is here; it takes credit before there are more of them. */
  void receive(long bytes) {
    if (state.get() != State.ARRIVING) {
      return;
    }
    if (!credit.take(bytes + PIECE_BYTES)) {
      refuse(Refusals.NO_CREDIT);
      return;
    }
    held.addAndGet(bytes + PIECE_BYTES);
    if (state.get() == State.OVER) {
      hold(0);
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

  /** Its pieces are one now. */
  @Override
  public void onHalfClose() {
    byte[] whole = message;
    if (whole == null) {
      refuse(Refusals.NOT_ONE_MESSAGE);
    } else if (state.compareAndSet(State.ARRIVING, State.IN_HAND)) {
      completeAtNanos = System.nanoTime();
      message = null;
      hold(whole.length);
      door.context().runOnContext(here -> orFail(() -> take(whole)));
    }
  }

  /** The sender is gone, or its deadline has passed. What is in hand keeps its credit. */
  @Override
  public void onCancel() {
    State was =
        state.getAndUpdate(
            now -> now == State.IN_HAND || now == State.ABANDONED ? State.ABANDONED : State.OVER);
    if (was == State.ARRIVING || was == State.ANSWERED) {
      end();
    }
  }

  /** The network has all of the answer. */
  @Override
  public void onComplete() {
    state.set(State.OVER);
    end();
  }

  /** Ends the call where its message should have come by now, or its answer should be read. */
  void sweep(long nowNanos, long arrivalNanosMax, long unreadNanosMax) {
    if (nowNanos - beganAtNanos > arrivalNanosMax) {
      refuse(Refusals.TOO_SLOW);
    }
    Sender sender = call.getAttributes().get(Sender.KEY);
    if (state.get() == State.ANSWERED
        && nowNanos - answeredAtNanos > unreadNanosMax
        && sender != null) {
      sender.cut();
    }
  }

  /** Before the message is whole: no more of it is wanted. */
  private void refuse(Refusal refusal) {
    if (state.get() != State.ARRIVING) {
      return;
    }
    answeredAtNanos = System.nanoTime();
    if (state.compareAndSet(State.ARRIVING, State.ANSWERED)) {
      door.meters().refused(refusal.code());
      close(refusal);
    }
  }

  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  private void fail(Throwable fault) {
    LOG.atError().addKeyValue("requestId", head.requestId()).setCause(fault).log("A call failed");
    answer(new Reply.Refused(Refusals.OUR_FAULT), Optional.empty());
  }

  private void take(byte[] whole) {
    var reader = new MessageReader(door, head);
    Optional<Excess> excess = head.allowance().excess();
    if (excess.isPresent()) {
      answer(new Reply.Refused(Refusals.limited(excess.get())), Optional.empty());
    } else if (call.isCancelled() || (deadline != null && deadline.isExpired())) {
      answer(new Reply.Refused(Refusals.TOO_LATE), Optional.empty());
    } else if (whole.length < LARGE_BYTES) {
      post(reader.read(whole));
    } else {
      door.context()
          .executeBlocking(() -> reader.read(whole))
          .onSuccess(read -> orFail(() -> post(read)))
          .onFailure(this::fail);
    }
  }

  private void post(Read read) {
    switch (read) {
      case Read.Refused(Refusal refusal, var stream) -> answer(new Reply.Refused(refusal), stream);
      case Read.Good(BatchMessage batch, Posting posting) -> {
        if (head.signed().isEmpty()) {
          post(batch, posting);
        } else {
          postOnce(head.signed().get(), batch, posting);
        }
      }
    }
  }

  private void postOnce(SignedRequest signed, BatchMessage batch, Posting posting) {
    door.access()
        .signatures()
        .take(signed)
        .onSuccess(added -> orFail(() -> postIfNew(added, batch, posting)))
        .onFailure(this::fail);
  }

  private void postIfNew(Added added, BatchMessage batch, Posting posting) {
    switch (added) {
      case NEW -> {
        isTaken = true;
        post(batch, posting);
      }
      case SEEN_BEFORE -> answer(refused(SigningFault.REPLAYED), Optional.of(posting.stream()));
      case FULL -> answer(refused(SigningFault.TOO_MANY), Optional.of(posting.stream()));
    }
  }

  private static Reply refused(SigningFault fault) {
    return new Reply.Refused(Refusals.unsigned(fault));
  }

  private void post(BatchMessage batch, Posting posting) {
    door.intake()
        .take(posting)
        .onSuccess(this::keepSignature)
        .map(receipt -> Reply.of(receipt, batch))
        .onSuccess(reply -> orFail(() -> answer(reply, Optional.of(posting.stream()))))
        .onFailure(this::fail);
  }

  private void keepSignature(Receipt receipt) {
    isTaken &= !(receipt instanceof Receipt.Kept);
  }

  /** What was not kept may come again with the same signature, as soon as its sender hears so. */
  private void afterSignatureIsBack(Runnable answer) {
    if (isTaken && head.signed().isPresent()) {
      isTaken = false;
      door.access().signatures().giveBack(head.signed().get()).onComplete(back -> orFail(answer));
    } else {
      answer.run();
    }
  }

  /** A second answer, after a fault in giving the first, ends the call. */
  private void answer(Reply reply, Optional<Stream> stream) {
    answeredAtNanos = System.nanoTime();
    boolean awaited = state.compareAndSet(State.IN_HAND, State.ANSWERED);
    if (!awaited) {
      state.set(State.OVER);
      end();
    }
    switch (reply) {
      case Reply.Answered(EventBatchResponse response) -> {
        if (awaited) {
          tell(response);
        }
      }
      case Reply.Refused(Refusal refusal) -> {
        stream.ifPresentOrElse(
            known -> door.meters().door(known.name()).refused(refusal.code()),
            () -> door.meters().refused(refusal.code()));
        afterSignatureIsBack(
            () -> {
              if (awaited) {
                close(refusal);
              }
            });
      }
    }
    door.requestSeconds().record(answeredAtNanos - completeAtNanos, TimeUnit.NANOSECONDS);
  }

  /** What it answers is in memory in place of what was asked, until it is on its way. */
  private void tell(EventBatchResponse response) {
    hold(response.getSerializedSize());
    if (state.get() == State.OVER) {
      hold(0);
    }
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
    hold(0);
    open.remove(this);
  }

  /** Holds so much credit from now on, also where there is less: the bytes are there already. */
  private void hold(long bytes) {
    credit.giveBack(held.getAndSet(bytes) - bytes);
  }
}
