package io.penstock.ingest.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.netty.pkitesting.X509Bundle;
import io.penstock.fixture.Insistent;
import io.penstock.fixture.TestAuthority;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** One channel, which is one connection at a time. */
final class GrpcTlsSender implements TlsSender {
  private static final Metadata.Key<String> API_KEY =
      Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);
  private static final EventBatchRequest BATCH =
      EventBatchRequest.newBuilder()
          .setStream("open")
          .addEvents(ByteString.copyFromUtf8("{}"))
          .build();
  private static final long ANSWER_SECONDS_MAX = 20;

  private final ManagedChannel channel;

  GrpcTlsSender(TestNode node, TestAuthority doors, X509Bundle... shown) {
    try {
      var credentials = TlsChannelCredentials.newBuilder().trustManager(stream(doors.pem()));
      for (X509Bundle pair : shown) {
        credentials.keyManager(new Insistent(pair));
      }
      channel =
          Grpc.newChannelBuilderForAddress("localhost", node.grpcPort(), credentials.build())
              .build();
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(US_ASCII));
  }

  @Override
  public Heard send(String key) {
    var metadata = new Metadata();
    if (!key.isEmpty()) {
      metadata.put(API_KEY, key);
    }
    try {
      EventServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
          .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
          .send(BATCH);
      return Heard.TAKEN;
    } catch (StatusRuntimeException refused) {
      return heard(refused);
    }
  }

  private static Heard heard(StatusRuntimeException refused) {
    return switch (refused.getStatus().getCode()) {
      case UNAUTHENTICATED -> Heard.UNAUTHENTICATED;
      case UNAVAILABLE -> Heard.NOT_LET_IN;
      default -> throw new AssertionError(refused);
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
