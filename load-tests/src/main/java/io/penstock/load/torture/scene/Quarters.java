package io.penstock.load.torture.scene;

import java.util.List;

/**
 * Where a node lives.
 *
 * @param host its own address
 * @param outside the address of what it needs: brokers and PostgreSQL, behind proxies
 * @param before what its command is begun with
 */
record Quarters(String host, String outside, List<String> before) {
  static final Quarters LOOPBACK = new Quarters("127.0.0.1", "127.0.0.1", List.of());

  boolean isLoopback() {
    return host.startsWith("127.");
  }
}
