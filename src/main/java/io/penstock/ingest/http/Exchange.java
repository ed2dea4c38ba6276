package io.penstock.ingest.http;

import io.penstock.access.Caller;
import io.penstock.batch.Place;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.ingest.Receipt;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.Receipt.Malformed;
import io.penstock.ingest.Receipt.TooMany;
import io.penstock.observability.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request with events, from its head to its answer. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private final Door door;
  private final HttpServerRequest request;
  private final Stream stream;
  private final Caller caller;
  private final Form form;
  private final boolean gzip;
  private final String requestId;
  private final Body body;
  private final long announced;
  private long completeAtNanos;
  private boolean refused;
  private boolean complete;

  Exchange(
      Door door,
      HttpServerRequest request,
      Stream stream,
      Caller caller,
      Form form,
      boolean gzip,
      long announced) {
    this.door = door;
    this.request = request;
    this.stream = stream;
    this.caller = caller;
    this.form = form;
    this.gzip = gzip;
    this.requestId = door.requestIdOf(request);
    this.announced = announced;
    this.body = new Body(door.credit(), announced);
  }

  /**
   * Credit for what is announced is taken at once: of two bodies that do not fit together one is
   * refused before it is sent, and not both when each has arrived in part.
   */
  void begin() {
    if (!body.hold(announced)) {
      refuse(Problems.NO_CREDIT);
      return;
    }
    request
        .handler(this::receive)
        .endHandler(end -> complete())
        .exceptionHandler(broken -> abandon());
  }

  /** The sender is gone. What was handed over keeps its credit until the log has answered. */
  private void abandon() {
    if (!complete) {
      body.release();
    }
  }

  private void receive(Buffer chunk) {
    if (refused) {
      return;
    }
    if (body.length() + chunk.length() > door.config().requestBytesMax()) {
      refuse(Problems.bodyTooLarge(door.config().requestBytesMax()));
    } else if (!body.add(chunk)) {
      refuse(Problems.NO_CREDIT);
    }
  }

  private void complete() {
    if (refused) {
      return;
    }
    complete = true;
    completeAtNanos = System.nanoTime();
    try {
      if (gzip) {
        inflate();
      } else {
        take(body.bytes());
      }
    } catch (RuntimeException fault) {
      LOG.atError().addKeyValue("requestId", requestId).setCause(fault).log("A request failed");
      answer(Problems.OUR_FAULT);
    }
  }

  private void inflate() {
    switch (door.inflation().gunzip(body.bytes())) {
      case Inflation.Result.Inflated(byte[] bytes) -> {
        if (body.hold(bytes.length)) {
          take(bytes);
        } else {
          refuse(Problems.NO_CREDIT);
        }
      }
      case Inflation.Result.TooLarge() ->
          refuse(Problems.bodyTooLarge(door.config().requestBytesMax()));
      case Inflation.Result.TooFar() ->
          refuse(Problems.inflatesTooFar(door.config().inflationMax()));
      case Inflation.Result.Broken(String why) -> answer(Problems.brokenEncoding(why));
    }
  }

  private void take(byte[] events) {
    var stamp =
        new RequestStamp(
            caller.tenant(),
            door.clock().millis() * 1_000,
            request.remoteAddress().hostAddress(),
            caller.keyId());
    Optional<String> traceparent =
        Optional.ofNullable(request.getHeader("traceparent")).filter(Exchange::isTrace);
    door.intake().take(stream, events, form, stamp, traceparent).onSuccess(this::answer);
  }

  /** As W3C Trace Context writes it; anything else is nobody's trace. */
  private static boolean isTrace(String traceparent) {
    return traceparent.length() == 55
        && traceparent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  }

  private void answer(Receipt receipt) {
    switch (receipt) {
      case Kept kept -> answer(kept);
      case Invalid(int rejected, var violations) -> answer(Problems.invalid(rejected, violations));
      case Malformed(int offset, String what) -> answer(Problems.malformed(offset, what));
      case TooMany(int eventsMax) -> answer(Problems.tooManyEvents(eventsMax));
      case Busy(String reason, var after) -> answer(Problems.notKept(reason, after));
    }
    door.requestSeconds().record(System.nanoTime() - completeAtNanos, TimeUnit.NANOSECONDS);
  }

  private void answer(Kept kept) {
    body.release();
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response
        .setStatusCode(kept.rejected() == 0 ? 202 : 207)
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(REQUEST_ID, requestId)
        .end(kept.rejected() == 0 ? brief(kept) : withErrors(kept));
  }

  /** Written by hand: it is the answer to nearly every request. */
  private static Buffer brief(Kept kept) {
    String answer =
        "{\"receipt\":\""
            + receiptOf(kept.places())
            + "\",\"accepted\":"
            + kept.accepted()
            + ",\"duplicates\":"
            + kept.duplicates()
            + ",\"rejected\":0,\"durability\":\""
            + nameOf(kept)
            + "\"}";
    return Buffer.buffer(answer);
  }

  private static Buffer withErrors(Kept kept) {
    return new JsonObject()
        .put("receipt", receiptOf(kept.places()))
        .put("accepted", kept.accepted())
        .put("duplicates", kept.duplicates())
        .put("rejected", kept.rejected())
        .put("durability", nameOf(kept))
        .put("errors", Problems.errors(kept.violations()))
        .toBuffer();
  }

  private static String nameOf(Kept kept) {
    return switch (kept.durability()) {
      case LOG -> "log";
    };
  }

  /**
   * Topic, partitions and offsets, such as {@code events~0:17-19~3:5-5}; safe in a path as it is.
   */
  private static String receiptOf(List<Place> places) {
    if (places.isEmpty()) {
      return "";
    }
    var receipt = new StringBuilder(places.getFirst().topic());
    for (Place place : places) {
      receipt.append('~').append(place.partition()).append(':');
      receipt.append(place.firstOffset()).append('-').append(place.lastOffset());
    }
    return receipt.toString();
  }

  private void refuse(Problem problem) {
    refused = true;
    door.count(stream, problem);
    body.release();
    door.hangUp(request, problem, requestId);
  }

  private void answer(Problem problem) {
    door.count(stream, problem);
    body.release();
    problem.answer(request.response(), String.valueOf(request.path()), requestId);
  }
}
