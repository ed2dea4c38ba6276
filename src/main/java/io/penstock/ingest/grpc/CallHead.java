package io.penstock.ingest.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.penstock.access.Caller;
import io.penstock.access.StaticKey;
import io.penstock.event.RequestStamp;
import io.penstock.ingest.SenderWords;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;

/**
 * What a call says before its message.
 *
 * @param traceparent as W3C Trace Context writes it
 */
record CallHead(
    Caller caller, String clientAddress, String requestId, Optional<String> traceparent) {
  static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> API_KEY = key("x-api-key");
  private static final Metadata.Key<String> TRACEPARENT = key("traceparent");

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Empty where nobody we know calls. */
  static Optional<CallHead> read(
      Metadata metadata, Attributes connection, StaticKey key, String requestId) {
    return key.authenticate(text(metadata, AUTHORIZATION), text(metadata, API_KEY))
        .map(
            caller ->
                new CallHead(
                    caller,
                    address(connection),
                    requestId,
                    Optional.ofNullable(metadata.get(TRACEPARENT))
                        .filter(SenderWords::isTraceparent)));
  }

  private static String text(Metadata metadata, Metadata.Key<String> key) {
    String text = metadata.get(key);
    return text == null ? "" : text;
  }

  private static String address(Attributes connection) {
    return connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }

  RequestStamp stamp(Clock clock) {
    return new RequestStamp(caller.tenant(), clock.millis() * 1_000, clientAddress, caller.keyId());
  }
}
