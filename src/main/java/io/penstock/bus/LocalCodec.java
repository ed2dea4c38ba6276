package io.penstock.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands records over by reference inside one node, and refuses to let them leave it. */
public final class LocalCodec implements MessageCodec<Record, Record> {
  public static final String NAME = "penstock.local";

  @Override
  public Record transform(Record message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, Record message) {
    throw new IllegalStateException(message.getClass().getName() + " must not leave the node");
  }

  @Override
  public Record decodeFromWire(int position, Buffer buffer) {
    throw new IllegalStateException("a local record came from outside the node");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
