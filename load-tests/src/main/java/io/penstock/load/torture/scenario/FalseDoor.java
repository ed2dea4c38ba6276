package io.penstock.load.torture.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Door;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/**
 * A door that says yes by itself, with a receipt that looks right, and passes on later what it
 * took: the fault that no server may have, planted from outside.
 */
final class FalseDoor implements AutoCloseable {
  private static final int WAITING_MAX = 50;

  private final Scene scene;
  private final Door behind;
  private final ServerSocket socket;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<byte[]> kept = new ArrayDeque<>();

  FalseDoor(Scene scene) {
    this.scene = scene;
    this.behind = scene.node().door(scene.run());
    try {
      socket = new ServerSocket(0, WAITING_MAX, InetAddress.getLoopbackAddress());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    Thread.ofVirtual().start(this::accept);
  }

  Door door() {
    return new Door(behind.host(), socket.getLocalPort(), behind.path(), behind.credential());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket sender = socket.accept();
        Thread.ofVirtual().start(() -> serve(sender));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket sender) {
    try (sender) {
      InputStream in = new BufferedInputStream(sender.getInputStream());
      while (true) {
        byte[] body = request(in);
        keep(body);
        sender.getOutputStream().write(yesTo(body));
      }
    } catch (IOException gone) {
      return;
    }
  }

  private synchronized void keep(byte[] body) {
    kept.add(body);
  }

  private static byte[] request(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return in.readNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the sender is gone");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** The receipt names the place where the next record will be. */
  private byte[] yesTo(byte[] body) {
    int events = new String(body, UTF_8).split("\"id\":", -1).length - 1;
    long next = scene.brokers().topics().endsOf(scene.run()).getOrDefault(0, 0L);
    String yes =
        """
        {"receipt":"%s~0:%d-%d","accepted":%d,"duplicates":0,"rejected":0,"durability":"log"}\
        """
            .formatted(scene.run(), next, next + events - 1, events);
    return "HTTP/1.1 202 Accepted\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(yes.length(), yes)
        .getBytes(ISO_8859_1);
  }

  /** Passes on half of what it took so far; answers how many requests. */
  synchronized int passOnHalf() {
    int half = kept.size() / 2;
    for (int i = 0; i < half; i++) {
      passOn(kept.remove());
    }
    return half;
  }

  private void passOn(byte[] body) {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(
                URI.create("http://%s:%d%s".formatted(behind.host(), behind.port(), behind.path())))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    for (String line : behind.credential().lines(body)) {
      int colon = line.indexOf(':');
      post.header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    try {
      if (http.send(post.build(), BodyHandlers.discarding()).statusCode() != 202) {
        throw new BenchFault("the door behind the false one does not take what it is given");
      }
    } catch (IOException fault) {
      throw new BenchFault("the door behind the false one does not answer", fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the false door passes on");
    }
  }

  /** What it had not passed on is lost, though it was acknowledged. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    http.shutdownNow();
  }
}
