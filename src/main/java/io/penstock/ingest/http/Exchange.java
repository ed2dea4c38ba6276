package io.penstock.ingest.http;

import io.penstock.access.limit.LimitFields;
import io.penstock.access.signing.SignedRequest;
import io.penstock.access.signing.SigningFault;
import io.penstock.cluster.SharedSet.Added;
import io.penstock.event.RequestStamp;
import io.penstock.ingest.Posting;
import io.penstock.ingest.Receipt;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.Receipt.Malformed;
import io.penstock.ingest.Receipt.NoRoom;
import io.penstock.ingest.Receipt.TooMany;
import io.penstock.ingest.ReceiptText;
import io.penstock.observability.LargeAnswer;
import io.penstock.observability.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request with events, from its head to its answer. */
sealed class Exchange permits OtlpExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** Of these, at most so many times as many come out in a few milliseconds. */
  private static final int INFLATED_HERE_BYTES_MAX = 16 << 10;

  /** Many large bodies may be complete in the same moment: they are copied beside the loop. */
  private static final int JOINED_HERE_BYTES_MAX = 1 << 20;

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private final Door door;
  private final HttpServerRequest request;
  private final RequestHead head;
  private final String requestId;
  private final Arrival arrival;
  private final Body body;
  private long completeAtNanos;
  private boolean isTaken;

  Exchange(Door door, HttpServerRequest request, RequestHead head) {
    this(door, request, head, door.requestIdOf(request));
  }

  Exchange(Door door, HttpServerRequest request, RequestHead head, String requestId) {
    this.door = door;
    this.request = request;
    this.head = head;
    this.requestId = requestId;
    this.arrival = new Arrival(door, request, head, this::complete, this::refuse);
    this.body = arrival.body();
  }

  void begin() {
    arrival.begin();
  }

  private void complete() {
    completeAtNanos = System.nanoTime();
    head.allowance()
        .excess()
        .ifPresentOrElse(excess -> answer(Problems.limited(excess)), () -> orFail(this::makeWhole));
  }

  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException fault) {
      fail(fault);
    }
  }

  final void fail(Throwable fault) {
    LOG.atError().addKeyValue("requestId", requestId).setCause(fault).log("A request failed");
    answer(Problems.OUR_FAULT);
  }

  /** A small body is made whole here at once, a larger one where nobody else has to wait for it. */
  private void makeWhole() {
    boolean plain = head.coding() == Coding.IDENTITY;
    if (body.length() <= (plain ? JOINED_HERE_BYTES_MAX : INFLATED_HERE_BYTES_MAX)) {
      proceed(whole());
    } else {
      door.inflaters()
          .executeBlocking(this::whole, false)
          .onSuccess(result -> orFail(() -> proceed(result)))
          .onFailure(this::fail);
    }
  }

  /** A signature is of the bytes as they were sent. */
  private Inflation.Result whole() {
    byte[] sent = body.bytes();
    head.signed().ifPresent(signed -> signed.check(sent));
    return head.coding() == Coding.IDENTITY ? new Inflation.Result.Inflated(sent) : inflated(sent);
  }

  /** What it came to has its credit before anybody waits with it. */
  private Inflation.Result inflated(byte[] sent) {
    Inflation.Result result = door.inflation().inflate(sent, head.coding(), head.bytesMax());
    boolean held =
        !(result instanceof Inflation.Result.Inflated(byte[] bytes)) || body.hold(bytes.length);
    return held ? result : new Inflation.Result.NoRoom();
  }

  private void proceed(Inflation.Result result) {
    if (head.signed().isEmpty()) {
      take(result);
    } else {
      takeOnce(head.signed().get(), result);
    }
  }

  private void takeOnce(SignedRequest signed, Inflation.Result result) {
    if (!signed.isGenuine()) {
      answer(Problems.unsigned(SigningFault.WRONG));
      return;
    }
    door.access()
        .signatures()
        .take(signed)
        .onSuccess(added -> orFail(() -> takeIfNew(added, result)))
        .onFailure(this::fail);
  }

  private void takeIfNew(Added added, Inflation.Result result) {
    switch (added) {
      case NEW -> {
        isTaken = true;
        take(result);
      }
      case SEEN_BEFORE -> answer(Problems.unsigned(SigningFault.REPLAYED));
      case FULL -> answer(Problems.unsigned(SigningFault.TOO_MANY));
    }
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

  private void take(Inflation.Result result) {
    switch (result) {
      case Inflation.Result.Inflated(byte[] bytes) -> take(bytes);
      case Inflation.Result.NoRoom() -> refuse(Problems.NO_CREDIT);
      case Inflation.Result.TooLarge() -> refuse(Problems.bodyTooLarge(head.bytesMax()));
      case Inflation.Result.TooFar() ->
          refuse(Problems.inflatesTooFar(door.config().inflationMax()));
      case Inflation.Result.Broken(String why) -> answer(Problems.brokenEncoding(why));
    }
  }

  /** Takes credit for bytes made of the body; answers false, and refuses, where none is left. */
  final boolean hold(byte[] made) {
    boolean held = body.hold(made.length);
    if (!held) {
      refuse(Problems.NO_CREDIT);
    }
    return held;
  }

  /** Takes the whole body, inflated: here it is the events. */
  void take(byte[] whole) {
    receiptOf(whole).onSuccess(this::answer).onFailure(this::fail);
  }

  final Future<Receipt> receiptOf(byte[] events) {
    return door.intake().take(posting(events));
  }

  final RequestHead head() {
    return head;
  }

  private Posting posting(byte[] events) {
    var stamp =
        new RequestStamp(
            head.caller().tenantId(),
            door.clock().millis() * 1_000,
            head.caller().address(),
            head.caller().keyId());
    return new Posting(
        head.stream(),
        events,
        head.form(),
        Optional.empty(),
        stamp,
        head.traceparent(),
        head.attributes(),
        head.idempotencyKey(),
        head.atomic(),
        Optional.of(head.allowance()));
  }

  final void answer(Receipt receipt) {
    switch (receipt) {
      case Kept kept -> answer(kept);
      case Invalid invalid -> answer(Problems.invalid(invalid, head.stream()));
      case Malformed(int offset, String what) -> answer(Problems.malformed(offset, what));
      case TooMany(int eventsMax) -> answer(Problems.tooManyEvents(eventsMax));
      case Busy(String reason, var after) -> answer(Problems.notKept(reason, after));
      case NoRoom(var why, String reason, var after) -> answer(Problems.noRoom(why, reason, after));
    }
    door.requestSeconds().record(System.nanoTime() - completeAtNanos, TimeUnit.NANOSECONDS);
  }

  private void answer(Kept kept) {
    isTaken = false;
    arrival.release();
    if (!request.response().closed()) {
      head.allowance().fields().ifPresent(this::put);
      tell(kept);
    }
  }

  private void put(LimitFields fields) {
    request
        .response()
        .putHeader(LimitFields.POLICY, fields.policy())
        .putHeader(LimitFields.STATE, fields.state());
  }

  void tell(Kept kept) {
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(kept.rejected() == 0 ? 202 : 207)
            .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
            .putHeader(REQUEST_ID, requestId);
    if (kept.rejected() == 0 && kept.warnings().isEmpty()) {
      response.end(brief(kept));
    } else {
      LargeAnswer.end(request, inFull(kept));
    }
  }

  /** Written by hand: it is the answer to nearly every request. */
  private static Buffer brief(Kept kept) {
    String answer =
        "{\"receipt\":\""
            + ReceiptText.of(kept)
            + "\",\"accepted\":"
            + kept.accepted()
            + ",\"duplicates\":"
            + kept.duplicates()
            + ",\"rejected\":0,\"durability\":\""
            + nameOf(kept)
            + "\"}";
    return Buffer.buffer(answer);
  }

  private static Buffer inFull(Kept kept) {
    var answer =
        new JsonObject()
            .put("receipt", ReceiptText.of(kept))
            .put("accepted", kept.accepted())
            .put("duplicates", kept.duplicates())
            .put("rejected", kept.rejected())
            .put("durability", nameOf(kept));
    if (kept.rejected() > 0) {
      answer.put("errors", Problems.errors(kept.violations()));
    }
    if (!kept.warnings().isEmpty()) {
      answer.put("warnings", Problems.errors(kept.warnings()));
    }
    return answer.toBuffer();
  }

  private static String nameOf(Kept kept) {
    return switch (kept.durability()) {
      case LOG -> "log";
      case SPOOL -> "spool";
    };
  }

  private void refuse(Problem problem) {
    door.count(head.stream(), problem);
    arrival.release();
    afterSignatureIsBack(
        () -> {
          door.hangUp(request);
          tell(problem);
        });
  }

  final void answer(Problem problem) {
    door.count(head.stream(), problem);
    arrival.release();
    afterSignatureIsBack(() -> tell(problem));
  }

  void tell(Problem problem) {
    problem.answer(request, String.valueOf(request.path()), requestId);
  }
}
