package io.penstock.ingest.http;

import io.penstock.event.Slicer;
import io.penstock.event.Slicer.Form;
import io.penstock.ingest.http.LargeBodies.Ticket;
import io.penstock.observability.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of one request's body from the network into memory, as fast as there is room for it. */
final class Arrival {
  private final Door door;
  private final HttpServerRequest request;
  private final RequestHead head;
  private final Runnable complete;
  private final Consumer<Problem> refused;
  private final Body body;
  private @Nullable Ticket large;
  private boolean over;

  /** Either the body is {@code complete} or {@code refused}, or its sender goes away. */
  Arrival(
      Door door,
      HttpServerRequest request,
      RequestHead head,
      Runnable complete,
      Consumer<Problem> refused) {
    this.door = door;
    this.request = request;
    this.head = head;
    this.complete = complete;
    this.refused = refused;
    this.body = new Body(door.creditOf(head.allowance()), head.announced());
  }

  /**
   * Credit for what is announced is taken at once: of two bodies that do not fit together one is
   * refused before it is sent, and not both when each has arrived in part. A large one waits for
   * its turn first.
   */
  void begin() {
    request.handler(this::receive).endHandler(end -> end()).exceptionHandler(broken -> abandon());
    if (head.announced() < LargeBodies.BYTES_MIN) {
      holdAnnounced();
    } else {
      awaitRoom(head.announced(), this::holdAnnounced);
    }
  }

  private void holdAnnounced() {
    if (!body.hold(head.announced())) {
      refuse(Problems.NO_CREDIT);
    }
  }

  /** Takes nothing from the sender before there is room. */
  private void awaitRoom(long bytes, Runnable then) {
    request.pause();
    large = door.largeBodies().ticket(bytes, room -> proceed(room, then));
    large.queue();
  }

  private void proceed(boolean room, Runnable then) {
    if (room) {
      then.run();
    } else {
      refuse(Problems.NO_CREDIT);
    }
    request.resume();
  }

  private void receive(Buffer chunk) {
    if (over) {
      return;
    }
    if (body.length() + chunk.length() > head.bytesMax()) {
      refuse(Problems.bodyTooLarge(head.bytesMax()));
    } else if (!body.add(chunk)) {
      refuse(Problems.NO_CREDIT);
    } else if (isOneHugeEvent(body.length() - chunk.length())) {
      refuse(Problems.eventTooLarge(head.stream().eventBytesMax()));
    } else if (large == null && body.length() >= LargeBodies.BYTES_MIN) {
      awaitRoom(head.bytesMax(), () -> {});
    }
  }

  /**
   * Whether nothing that may still come can make it good. It is asked once, when twice what an
   * event may have is here: what goes beyond may be white space.
   */
  private boolean isOneHugeEvent(int lengthBefore) {
    long certain = 2L * head.stream().eventBytesMax();
    return lengthBefore <= certain
        && body.length() > certain
        && head.coding() == Coding.IDENTITY
        && head.form() == Form.JSON
        && Slicer.isOneEvent(body.beginning());
  }

  private void refuse(Problem problem) {
    over = true;
    refused.accept(problem);
  }

  private void end() {
    if (!over) {
      over = true;
      complete.run();
    }
  }

  /** The sender is gone. What was handed over keeps its credit until the log has answered. */
  private void abandon() {
    if (!over) {
      over = true;
      release();
    }
  }

  /** The body, and the credit and the room that it has, for whoever makes something of it. */
  Body body() {
    return body;
  }

  /** Nobody needs the body any more. */
  void release() {
    body.release();
    if (large != null) {
      large.leave();
    }
  }
}
