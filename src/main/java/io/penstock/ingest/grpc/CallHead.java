package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.penstock.access.Caller;
import io.penstock.access.Credentials;
import io.penstock.access.limit.Allowance;
import io.penstock.access.signing.SignedRequest;
import io.penstock.event.RequestStamp;
import io.penstock.ingest.SenderWords;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a call says before its message.
 *
 * @param traceparent as W3C Trace Context writes it
 * @param signed empty where the sender need not sign
 */
record CallHead(
    Caller caller,
    Allowance allowance,
    String requestId,
    Optional<String> traceparent,
    Optional<SignedRequest> signed) {
  static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  static final Metadata.Key<String> API_KEY = key("x-api-key");
  private static final Metadata.Key<String> TRACEPARENT = key("traceparent");

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static CallHead read(
      Metadata metadata,
      Caller caller,
      Allowance allowance,
      Optional<SignedRequest> signed,
      String requestId) {
    return new CallHead(
        caller,
        allowance,
        requestId,
        Optional.ofNullable(metadata.get(TRACEPARENT)).filter(SenderWords::isTraceparent),
        signed);
  }

  static Credentials credentials(Metadata metadata, Attributes connection) {
    return new Credentials(
        texts(metadata, AUTHORIZATION),
        texts(metadata, API_KEY),
        CertifiedSenders.of(metadata, connection),
        address(connection),
        name -> texts(metadata, name));
  }

  /** All values of that name. */
  static List<String> texts(Metadata metadata, String name) {
    return texts(metadata, key(name));
  }

  private static List<String> texts(Metadata metadata, Metadata.Key<String> key) {
    Iterable<String> all = metadata.getAll(key);
    if (all == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    all.forEach(texts::add);
    return texts;
  }

  private static String address(Attributes connection) {
    return connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }

  RequestStamp stamp(Clock clock) {
    return new RequestStamp(
        caller.tenantId(), clock.millis() * 1_000, caller.address(), caller.keyId());
  }
}
