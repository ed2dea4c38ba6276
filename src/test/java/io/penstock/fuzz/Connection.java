package io.penstock.fuzz;

import io.penstock.fixture.Answer;
import io.penstock.fuzz.Request.Ending;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A connection to the door, kept as long as the server keeps it. One request at a time. */
final class Connection implements AutoCloseable {
  private static final int ANSWER_MILLIS_MAX = 10_000;
  private static final int SILENCE_MILLIS = 150;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) .*");

  private final Socket socket;
  private final InputStream in;
  private boolean over;

  /** What came can be no answer. */
  private static final class NoHttp extends IOException {
    private static final long serialVersionUID = 1;

    NoHttp(String what) {
      super(what);
    }
  }

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    socket.setTcpNoDelay(true);
  }

  static Connection open(int port) {
    try {
      return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException nobody) {
      throw new UncheckedIOException("the door takes no connection", nobody);
    }
  }

  /** Whether another request may follow on it. */
  boolean isOver() {
    return over;
  }

  Reply exchange(Request request) {
    over = request.ending() != Ending.KEEP;
    try {
      write(request);
      return read(request);
    } catch (SocketTimeoutException silent) {
      over = true;
      return new Reply.Silent();
    } catch (NoHttp garbled) {
      over = true;
      return new Reply.Garbled(String.valueOf(garbled.getMessage()));
    } catch (IOException closed) {
      over = true;
      return new Reply.Closed();
    }
  }

  /** A server that has heard enough may hang up meanwhile; what it said can still be read. */
  private void write(Request request) {
    try {
      socket.getOutputStream().write(request.wire());
    } catch (IOException heardEnough) {
      over = true;
    }
  }

  private Reply read(Request request) throws IOException {
    Matcher status = statusLine(request);
    Map<String, List<String>> headers = headers();
    while (status.group(1).startsWith("1")) {
      status = statusLine(request);
      headers = headers();
    }
    int code = Integer.parseInt(status.group(1));
    byte[] body = request.method().equals("HEAD") ? new byte[0] : plain(body(headers), headers);
    over |= headers.getOrDefault("connection", List.of()).contains("close");
    return new Reply.Answered(new Answer(code, headers, body));
  }

  /** Nothing more will come, and the server may not know. */
  private void awaitOrFinish() throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    in.mark(1);
    try {
      if (in.read() >= 0) {
        in.reset();
      }
    } catch (SocketTimeoutException silent) {
      socket.shutdownOutput();
    }
  }

  private Matcher statusLine(Request request) throws IOException {
    if (request.ending() == Ending.FINISH_WHEN_SILENT) {
      awaitOrFinish();
    }
    socket.setSoTimeout(ANSWER_MILLIS_MAX);
    String line = line();
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw new NoHttp("the answer begins with '" + line + "'");
    }
    return status;
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(":", 2);
      if (parts.length < 2) {
        throw new NoHttp("a header of the answer is '" + line + "'");
      }
      headers
          .computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(parts[1].strip());
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    List<String> length = headers.getOrDefault("content-length", List.of());
    if (length.size() != 1) {
      throw new NoHttp("the answer has the lengths " + length);
    }
    int bytes = Integer.parseInt(length.getFirst());
    byte[] body = in.readNBytes(bytes);
    if (body.length < bytes) {
      throw new NoHttp("the answer ends after %d of %d bytes".formatted(body.length, bytes));
    }
    return body;
  }

  private static byte[] plain(byte[] body, Map<String, List<String>> headers) throws IOException {
    if (!headers.getOrDefault("content-encoding", List.of()).equals(List.of("gzip"))) {
      return body;
    }
    try (var inflating = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return inflating.readAllBytes();
    } catch (EOFException | ZipException broken) {
      throw new NoHttp("the answer is no gzip: " + broken.getMessage());
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw line.isEmpty() ? new EOFException() : new NoHttp("it ends after '" + line + "'");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException already) {
      over = true;
    }
  }
}
