package io.penstock.load.torture.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to a door, HTTP/1.1, one request at a time. Nothing is ever sent again behind its
 * user's back, as clients of the platform may do.
 */
final class DoorConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int GLANCE_MILLIS = 1;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private boolean usable = true;

  DoorConnection(Door door) throws IOException {
    socket.connect(new InetSocketAddress(door.host(), door.port()), CONNECT_MILLIS_MAX);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) ANSWER_MAX.toMillis());
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** The connection ended in order, and without a byte of an answer. */
  static final class HungUp extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The lines are those of the head that say who sends. */
  HttpAnswer post(String path, List<String> lines, byte[] body) throws IOException {
    usable = false;
    String head =
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, String.join("\r\n", lines), body.length);
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
    HttpAnswer answer = answer();
    usable = !answer.header("connection").orElse("").equalsIgnoreCase("close");
    return answer;
  }

  /** Not after a fault, and not when the other side has said, or shown, that it wants no more. */
  boolean isUsable() {
    return usable && !isClosedByServer();
  }

  private boolean isClosedByServer() {
    try {
      socket.setSoTimeout(GLANCE_MILLIS);
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException open) {
      return giveTimeAgain();
    } catch (IOException broken) {
      return true;
    }
  }

  /** Answers that it is open, if it is. */
  private boolean giveTimeAgain() {
    try {
      socket.setSoTimeout((int) ANSWER_MAX.toMillis());
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  private HttpAnswer answer() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      throw new HungUp();
    }
    in.reset();
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("an answer ended in its body");
    }
    return new HttpAnswer(status, headers, new String(body, UTF_8));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("an answer ended in its head");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    usable = false;
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
