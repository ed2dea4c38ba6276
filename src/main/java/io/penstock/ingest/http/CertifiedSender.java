package io.penstock.ingest.http;

import io.penstock.access.certificate.Certified;
import io.penstock.ingest.http.connection.Connections;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Who sends by the certificate of the connection, where the request itself says nothing of it. */
final class CertifiedSender {
  private CertifiedSender() {}

  static Optional<Certified> of(HttpServerRequest request) {
    boolean hasCredentials =
        request.headers().contains("authorization") || request.headers().contains("x-api-key");
    return hasCredentials ? Optional.empty() : Connections.certified(request.connection());
  }
}
