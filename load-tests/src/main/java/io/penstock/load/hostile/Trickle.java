package io.penstock.load.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.load.http.AnswerReader;
import io.penstock.load.http.HttpTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection with one request, of which a byte comes now and then. */
final class Trickle {
  private static final int BODY_BYTES = 1_000;

  private final Part part;
  private final SocketChannel channel;
  private final ByteBuffer request;
  private final AnswerReader answer = new AnswerReader();
  private final long openedNanos = System.nanoTime();
  private int status;

  private Trickle(Part part, SocketChannel channel, ByteBuffer request) {
    this.part = part;
    this.channel = channel;
    this.request = request;
  }

  /** What comes at once is the first byte, or the whole head with the key. */
  static Trickle open(HttpTarget target, Part part, Selector selector) throws IOException {
    String head = target.head("Content-Length: " + BODY_BYTES);
    ByteBuffer request = ByteBuffer.wrap((head + " ".repeat(BODY_BYTES)).getBytes(US_ASCII));
    SocketChannel channel = SocketChannel.open(target.address());
    channel.configureBlocking(false);
    Trickle trickle = new Trickle(part, channel, request);
    channel.register(selector, SelectionKey.OP_READ, trickle);
    trickle.send(part == Part.HEAD ? 1 : head.length());
    return trickle;
  }

  void sendByte() throws IOException {
    send(1);
  }

  private void send(int bytes) throws IOException {
    channel.write(request.slice(request.position(), bytes));
    request.position(request.position() + bytes);
  }

  /** Answers false once the server has ended the connection. */
  boolean read(ByteBuffer scratch) throws IOException {
    if (channel.read(scratch.clear()) < 0) {
      return false;
    }
    if (answer.take(scratch.flip())) {
      status = answer.status();
    }
    return true;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  Part part() {
    return part;
  }

  /** How it went until now. */
  SlowCut cut() {
    return new SlowCut(part, status, (System.nanoTime() - openedNanos) / 1e9);
  }

  void close() throws IOException {
    channel.close();
  }
}
