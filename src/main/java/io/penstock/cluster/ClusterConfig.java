package io.penstock.cluster;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of the configuration under {@code cluster}.
 *
 * @param host the address that this node binds and by which the others reach it
 * @param port where Hazelcast listens for other members, and for nobody else
 * @param busPort where the event bus listens for other nodes
 * @param members {@code host:port} of members; a name stands for all of its addresses
 * @param secret only who knows it is a member
 * @param isInsecure whether the bus may be open to a network without TLS
 */
public record ClusterConfig(
    boolean isEnabled,
    String name,
    String host,
    int port,
    int busPort,
    List<String> members,
    Optional<Secret> secret,
    boolean isInsecure,
    Optional<Tls> tls) {
  private static final Pattern MEMBER =
      Pattern.compile("[A-Za-z0-9.-]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}");
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "*", "");

  /** Files in PEM: this node's certificate with its key, and the authority that made all nodes'. */
  public record Tls(String certificate, String key, String authority) {
    static Optional<Tls> read(Section section) {
      var tls =
          new Tls(
              section.text("certificate", ""),
              section.text("key", ""),
              section.text("authority", ""));
      tls.reject(section, "certificate", tls.certificate);
      tls.reject(section, "key", tls.key);
      tls.reject(section, "authority", tls.authority);
      return tls.isNothing() ? Optional.empty() : Optional.of(tls);
    }

    private boolean isNothing() {
      return (certificate + key + authority).isEmpty();
    }

    private void reject(Section section, String name, String file) {
      if (file.isEmpty() && !isNothing()) {
        section.reject(name, "is missing; the bus needs certificate, key and authority");
      }
    }
  }

  public static ClusterConfig read(Section section) {
    var config =
        new ClusterConfig(
            section.truth("enabled", false),
            section.text("name", "penstock"),
            section.text("host", "127.0.0.1"),
            section.wholeNumber("port", 5701, 1, 65_535),
            section.wholeNumber("bus-port", 5801, 1, 65_535),
            section.texts("members", List.of()),
            section.secret("secret"),
            section.truth("insecure", false),
            Tls.read(section.section("tls")));
    config.check(section);
    return config;
  }

  private void check(Section section) {
    members.stream()
        .filter(member -> !MEMBER.matcher(member).matches())
        .forEach(member -> section.reject("members", "'" + member + "' is not host:port"));
    if (isEnabled) {
      checkAddress(section);
    }
    if (isEnabled && members.isEmpty()) {
      section.reject("members", "is empty; name at least one other node as host:port");
    }
    if (isEnabled && port == busPort) {
      section.reject("bus-port", busPort + " is the port of Hazelcast too; it needs its own");
    }
  }

  private void checkAddress(Section section) {
    if (EVERY_ADDRESS.contains(host)) {
      section.reject(
          "host", "'" + host + "' is no address of one node; name that by which others reach it");
    } else if (!isLoopback() && tls.isEmpty() && !isInsecure) {
      section.reject(
          "host",
          "%s can be reached by others: give cluster.tls (penstock certificates makes some to try),"
                  .formatted(host)
              + " or say cluster.insecure: true where nobody else is on that network");
    }
  }

  /** Whether only this machine reaches the node. Names but localhost are taken for others'. */
  public boolean isLoopback() {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }
}
