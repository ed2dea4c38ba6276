package io.penstock.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port that leads to another one, and can be cut just when the other side has answered, so that
 * the answer never arrives.
 */
final class CuttableWire implements AutoCloseable {
  private final ServerSocket entrance;
  private final int exit;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String cutAfter;
  private volatile boolean next;
  private volatile boolean swallowing;

  CuttableWire(int exit) throws IOException {
    this.entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.exit = exit;
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /**
   * What is sent right after the next message with these words goes through; its answer does not.
   */
  void loseTheAnswerToWhatFollows(String word) {
    cutAfter = word;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
        open.add(near);
        open.add(far);
        Thread.startVirtualThread(() -> carry(near, far, true));
        Thread.startVirtualThread(() -> carry(far, near, false));
      }
    } catch (IOException closed) {
      // the wire was closed
    }
  }

  private void carry(Socket from, Socket to, boolean outwards) {
    byte[] buffer = new byte[64 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (outwards) {
          watch(new String(buffer, 0, n, ISO_8859_1));
        } else if (swallowing) {
          swallowing = false;
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException cut) {
      // the other direction was closed
    }
  }

  private void watch(String message) {
    if (next) {
      next = false;
      swallowing = true;
    }
    String word = cutAfter;
    if (word != null && message.contains(word)) {
      cutAfter = null;
      next = true;
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
