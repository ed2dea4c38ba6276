package io.penstock.command.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Ports on loopback that nobody listens on now. */
final class FreePorts {
  /**
   * Below the ports from which systems give one to each outgoing connection (from 32,768 on Linux,
   * 49,152 elsewhere): such a one may be taken before its node listens.
   */
  private static final int PORT_MAX = 32_000;

  private static final int PORT_MIN = 20_000;
  private static final int TRIES_MAX = 1_000;

  /** Nobody listens yet on a port that was given away a moment ago. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /**
   * So many, and none that was given before.
   *
   * @throws IllegalStateException with a sentence for people, where so many are not free
   */
  static List<Integer> some(int count) {
    RandomGenerator random = RandomGenerator.getDefault();
    List<Integer> ports =
        random
            .ints(TRIES_MAX, PORT_MIN, PORT_MAX)
            .filter(FreePorts::isFree)
            .boxed()
            .filter(GIVEN::add)
            .limit(count)
            .toList();
    if (ports.size() < count) {
      throw new IllegalStateException(
          "no %d free ports between %d and %d on loopback".formatted(count, PORT_MIN, PORT_MAX));
    }
    return ports;
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
