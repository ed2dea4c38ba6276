package io.penstock.load.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way; attached to its selector's key. */
public final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerReader answer = new AnswerReader();
  private ByteBuffer request = ByteBuffer.allocate(0);
  private long intendedNanos;

  private Connection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  public static Connection open(HttpTarget target, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(target.address());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new Connection(channel, selector);
  }

  public void send(ByteBuffer preformatted, long intended) throws IOException {
    request = preformatted.duplicate();
    intendedNanos = intended;
    write();
  }

  /** Writes what the socket takes, and asks to be called again only if something is left. */
  public void write() throws IOException {
    channel.write(request);
    int interest = SelectionKey.OP_READ | (request.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  /** Reads what has arrived; true when the answer is whole. */
  public boolean read(ByteBuffer scratch) throws IOException {
    if (channel.read(scratch.clear()) < 0) {
      throw new IOException("the server closed the connection");
    }
    return answer.take(scratch.flip());
  }

  /** What was sent last; before that, a buffer without room. */
  ByteBuffer request() {
    return request;
  }

  public int status() {
    return answer.status();
  }

  /** When the request under way should have left, which may be before it did. */
  public long intendedNanos() {
    return intendedNanos;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
