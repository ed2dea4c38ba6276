package io.penstock.ingest.tls;

import io.netty.pkitesting.X509Bundle;
import io.penstock.fixture.TestAuthority;
import io.penstock.fixture.TestNode;
import java.net.http.HttpClient.Version;

/** How a test's events go to a door over TLS. */
enum Way {
  HTTP_1,
  HTTP_2,
  GRPC;

  /** The part of the configuration under {@code ingest}. */
  String door() {
    return this == GRPC ? "grpc" : "http";
  }

  int port(TestNode node) {
    return this == GRPC ? node.grpcPort() : node.door().port();
  }

  /** One that trusts doors with certificates of {@code doors}, and shows one, if any is given. */
  TlsSender sender(TestNode node, TestAuthority doors, X509Bundle... shown) {
    return switch (this) {
      case HTTP_1 -> new HttpTlsSender(node, Version.HTTP_1_1, doors.context(shown));
      case HTTP_2 -> new HttpTlsSender(node, Version.HTTP_2, doors.context(shown));
      case GRPC -> new GrpcTlsSender(node, doors, shown);
    };
  }

  /** What one event is answered over a connection of its own. */
  Heard send(TestNode node, TestAuthority doors, String key, X509Bundle... shown) {
    try (TlsSender sender = sender(node, doors, shown)) {
      return sender.send(key);
    }
  }
}
