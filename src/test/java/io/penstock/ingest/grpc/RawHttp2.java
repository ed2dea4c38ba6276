package io.penstock.ingest.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One connection, frame by frame, whose answers nobody reads. */
final class RawHttp2 implements AutoCloseable {
  private static final int RECEIVED_BYTES_MAX = 4 << 10;
  private static final byte DATA = 0;
  private static final byte HEADERS = 1;
  private static final byte SETTINGS = 4;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;
  private static final short INITIAL_WINDOW_SIZE = 4;

  private final Socket socket = new Socket();
  private int streams;

  /** Lets the server send so many bytes of each answer. */
  RawHttp2(int port, int windowBytes) {
    try {
      socket.setReceiveBufferSize(RECEIVED_BYTES_MAX);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      frame(
          SETTINGS,
          (byte) 0,
          0,
          ByteBuffer.allocate(6).putShort(INITIAL_WINDOW_SIZE).putInt(windowBytes).array());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Calls a method without a message, and ends the call with that. */
  void callOnly(String path) throws IOException {
    frame(HEADERS, (byte) (END_STREAM | END_HEADERS), next(), head(path));
  }

  /** Calls a method with one message. */
  void call(String path, byte[] message, String... metadata) throws IOException {
    int stream = next();
    frame(HEADERS, END_HEADERS, stream, head(path, metadata));
    ByteBuffer framed = ByteBuffer.allocate(5 + message.length);
    framed.put((byte) 0).putInt(message.length).put(message);
    frame(DATA, END_STREAM, stream, framed.array());
  }

  /** Begins a call whose message has more than so many bytes, and sends these one by one. */
  void callInPieces(String path, int pieces, String... metadata) throws IOException {
    int stream = next();
    frame(HEADERS, END_HEADERS, stream, head(path, metadata));
    frame(DATA, (byte) 0, stream, ByteBuffer.allocate(5).put((byte) 0).putInt(1 << 19).array());
    for (int i = 0; i < pieces; i++) {
      frame(DATA, (byte) 0, stream, new byte[1]);
    }
  }

  private int next() {
    return 2 * streams++ + 1;
  }

  private static byte[] head(String path, String... metadata) {
    var bytes = new ByteArrayOutputStream();
    field(":method", "POST", bytes);
    field(":scheme", "http", bytes);
    field(":path", path, bytes);
    field(":authority", "it", bytes);
    field("te", "trailers", bytes);
    field("content-type", "application/grpc", bytes);
    for (int i = 0; i < metadata.length; i += 2) {
      field(metadata[i], metadata[i + 1], bytes);
    }
    return bytes.toByteArray();
  }

  /** As HPACK has it, literally and without an index. */
  private static void field(String name, String value, ByteArrayOutputStream to) {
    to.write(0);
    to.write(name.length());
    to.writeBytes(name.getBytes(US_ASCII));
    to.write(value.length());
    to.writeBytes(value.getBytes(US_ASCII));
  }

  private void frame(byte type, byte flags, int stream, byte[] payload) throws IOException {
    socket
        .getOutputStream()
        .write(
            ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put(type)
                .put(flags)
                .putInt(stream)
                .put(payload)
                .array());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
