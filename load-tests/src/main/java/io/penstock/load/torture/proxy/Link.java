package io.penstock.load.torture.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection through a proxy: two sockets, and a thread for each direction. */
final class Link {
  private static final int PIECE_BYTES = 16 << 10;
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final double NANOS = 1e9;

  private final Socket client;
  private final Socket server;
  private final Supplier<Condition> condition;
  private final Consumer<Link> ended;
  private final SplittableRandom requestChance;
  private final SplittableRandom answerChance;
  private volatile boolean cut;

  Link(
      Socket client,
      Socket server,
      Supplier<Condition> condition,
      SplittableRandom chance,
      Consumer<Link> ended) {
    this.client = client;
    this.server = server;
    this.condition = condition;
    this.requestChance = chance.split();
    this.answerChance = chance;
    this.ended = ended;
  }

  void start() {
    Thread.ofVirtual().start(() -> carry(client, server, this::request));
    Thread.ofVirtual().start(() -> carry(server, client, this::answer));
  }

  /** What becomes of a piece; false where it is swallowed. */
  private interface Passage {
    boolean lets(byte[] piece, int length);
  }

  /** A piece leaves as it came: one that waited for the next would make every answer late. */
  private void carry(Socket from, Socket to, Passage passage) {
    try {
      to.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE_BYTES];
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        if (passage.lets(piece, length)) {
          out.write(piece, 0, length);
        }
      }
    } catch (IOException broken) {
      cut();
      return;
    }
    cut();
  }

  private boolean request(byte[] piece, int length) {
    return switch (condition.get()) {
      case Condition.Calm _, Condition.Slow _, Condition.LostAnswers _ -> true;
      case Condition.Away _ -> swallow();
      case Condition.Silent _ -> waitForBetter();
      case Condition.Narrow(int bytesPerSecond) -> take(length, bytesPerSecond);
      case Condition.Garbled(double share) -> garble(piece, length, share);
    };
  }

  private boolean answer(byte[] piece, int length) {
    return switch (condition.get()) {
      case Condition.Calm _, Condition.Garbled _ -> true;
      case Condition.Away _ -> swallow();
      case Condition.Silent _ -> waitForBetter();
      case Condition.Slow(Duration latency) -> pause(latency.toNanos());
      case Condition.Narrow(int bytesPerSecond) -> take(length, bytesPerSecond);
      case Condition.LostAnswers(double share, Duration cutAfter) -> lose(share, cutAfter);
    };
  }

  private boolean swallow() {
    cut();
    return false;
  }

  private boolean waitForBetter() {
    while (!cut && condition.get() instanceof Condition.Silent) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return !cut;
  }

  private boolean take(int length, int bytesPerSecond) {
    return pause((long) (length * NANOS / bytesPerSecond));
  }

  /** For so long, or until the condition has changed or the link was cut. */
  private boolean pause(long nanos) {
    Condition now = condition.get();
    long until = System.nanoTime() + nanos;
    for (long left = nanos;
        left > 0 && !cut && condition.get().equals(now);
        left = until - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
    }
    return !cut;
  }

  /** Only the answers' thread asks this chance. */
  private boolean lose(double share, Duration cutAfter) {
    if (answerChance.nextDouble() >= share) {
      return true;
    }
    pause(cutAfter.toNanos());
    return swallow();
  }

  private boolean garble(byte[] piece, int length, double share) {
    if (requestChance.nextDouble() < share) {
      piece[requestChance.nextInt(length)] ^= (byte) (1 << requestChance.nextInt(Byte.SIZE));
    }
    return true;
  }

  /** Both ends notice at once. */
  void cut() {
    cut = true;
    close(client);
    close(server);
    ended.accept(this);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
