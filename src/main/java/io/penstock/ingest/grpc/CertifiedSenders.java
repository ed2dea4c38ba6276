package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerTransportFilter;
import io.penstock.access.certificate.Certified;
import io.penstock.ingest.grpc.connection.Sender;
import io.penstock.ingest.tls.DoorTls;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Knows by the certificate of a connection who sends, where a call itself says nothing of it. */
final class CertifiedSenders extends ServerTransportFilter {
  private static final Attributes.Key<Certified> CERTIFIED =
      Attributes.Key.create("penstock-certified");

  private final DoorTls tls;

  CertifiedSenders(DoorTls tls) {
    this.tls = tls;
  }

  @Override
  public Attributes transportReady(Attributes connection) {
    SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return connection;
    }
    if (!tls.trusts(session)) {
      Optional.ofNullable(connection.get(Sender.KEY)).ifPresent(Sender::distrust);
      return connection;
    }
    return tls.senderOf(session)
        .map(sender -> connection.toBuilder().set(CERTIFIED, sender).build())
        .orElse(connection);
  }

  static Optional<Certified> of(Metadata metadata, Attributes connection) {
    boolean hasCredentials =
        metadata.containsKey(CallHead.AUTHORIZATION) || metadata.containsKey(CallHead.API_KEY);
    return hasCredentials ? Optional.empty() : Optional.ofNullable(connection.get(CERTIFIED));
  }
}
