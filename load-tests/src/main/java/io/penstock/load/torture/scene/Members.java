package io.penstock.load.torture.scene;

import io.penstock.load.process.Ports;
import java.util.List;
import java.util.stream.Collectors;

/** The nodes of a scene as they know each other: a cluster, on ports of its own. */
record Members(String cluster, List<Member> all) {
  /** One node's addresses for the others. */
  record Member(Quarters quarters, int port, int busPort) {
    private String address() {
      return "\"%s:%d\"".formatted(quarters.host(), port);
    }
  }

  static Members of(String cluster, List<Quarters> quarters) {
    return new Members(
        cluster, quarters.stream().map(at -> new Member(at, Ports.free(), Ports.free())).toList());
  }

  /** The section of one of them. */
  String yaml(int node) {
    Member own = all.get(node);
    return """
    cluster: {enabled: true, name: %s, host: %s, port: %d, bus-port: %d, insecure: %s, members: [%s]}
    """
        .formatted(
            cluster,
            own.quarters().host(),
            own.port(),
            own.busPort(),
            !own.quarters().isLoopback(),
            all.stream().map(Member::address).collect(Collectors.joining(", ")));
  }
}
