package io.penstock.load.torture.proxy;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections on a port and carries their bytes to another, as well as its condition lets it.
 * What is left to chance comes from a seed. Its threads are virtual.
 */
public final class Proxy implements AutoCloseable {
  private static final int WAITING_MAX = 128;

  private final ServerSocket door;
  private final int targetPort;
  private final SplittableRandom seeds;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong attempts = new AtomicLong();
  private final Thread accepting;
  private volatile Condition condition = Condition.CALM;

  private Proxy(ServerSocket door, int targetPort, long seed) {
    this.door = door;
    this.targetPort = targetPort;
    this.seeds = new SplittableRandom(seed);
    this.accepting =
        Thread.ofVirtual().name("proxy-" + door.getLocalPort()).unstarted(this::accept);
  }

  public static Proxy open(int port, int targetPort, long seed) {
    return open("127.0.0.1", port, targetPort, seed);
  }

  /** On another address of this machine. */
  public static Proxy open(String host, int port, int targetPort, long seed) {
    try {
      var door = new ServerSocket(port, WAITING_MAX, InetAddress.getByName(host));
      var proxy = new Proxy(door, targetPort, seed);
      proxy.accepting.start();
      return proxy;
    } catch (IOException fault) {
      throw new BenchFault("no proxy can listen on port " + port, fault);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Connections that were asked for, whatever became of them. */
  public long attempts() {
    return attempts.get();
  }

  /** From now on, for connections that stand too. */
  public void become(Condition next) {
    condition = next;
    switch (next) {
      case Condition.Away _ -> cutAll();
      case Condition.Calm _,
          Condition.Silent _,
          Condition.Slow _,
          Condition.Narrow _,
          Condition.LostAnswers _,
          Condition.Garbled _ -> {}
    }
  }

  private void cutAll() {
    links.forEach(Link::cut);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        take(door.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void take(Socket client) throws IOException {
    attempts.incrementAndGet();
    if (condition instanceof Condition.Away) {
      client.close();
      return;
    }
    Socket server = connect();
    if (server == null) {
      client.close();
      return;
    }
    var link = new Link(client, server, () -> condition, seeds.split(), links::remove);
    links.add(link);
    link.start();
    if (condition instanceof Condition.Away) {
      link.cut();
    }
  }

  private @Nullable Socket connect() {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), targetPort);
    } catch (IOException nobodyThere) {
      return null;
    }
  }

  /** Returns when its port is free again. */
  @Override
  public void close() {
    try {
      door.close();
      accepting.join();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while a proxy ends");
    }
    cutAll();
  }
}
