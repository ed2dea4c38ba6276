package io.penstock.load.process;

/**
 * A broker's listener for those behind one proxy.
 *
 * @param port where the proxy connects to
 * @param proxyPort what the broker tells them to go on by, so that no connection goes around it
 */
public record Front(int port, int proxyPort) {
  static Front free() {
    return new Front(Ports.free(), Ports.free());
  }
}
