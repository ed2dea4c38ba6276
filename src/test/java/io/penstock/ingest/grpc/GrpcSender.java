package io.penstock.ingest.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventServiceGrpc;
import io.penstock.ingest.grpc.message.RawMessages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** A sender as any program in Java may write it, on one connection. */
final class GrpcSender implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final ManagedChannel channel;

  GrpcSender(TestNode node) {
    this(
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", node.grpcPort(), InsecureChannelCredentials.create())
            .build());
  }

  GrpcSender(ManagedChannel channel) {
    this.channel = channel;
  }

  ManagedChannel channel() {
    return channel;
  }

  static EventBatchRequest.Builder batch(String stream, String... events) {
    return EventBatchRequest.newBuilder()
        .setStream(stream)
        .addAllEvents(Arrays.stream(events).map(ByteString::copyFromUtf8).toList());
  }

  static Metadata metadata(String... namesAndValues) {
    var metadata = new Metadata();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      metadata.put(
          Metadata.Key.of(namesAndValues[i], Metadata.ASCII_STRING_MARSHALLER),
          namesAndValues[i + 1]);
    }
    return metadata;
  }

  static Metadata withKey(String... namesAndValues) {
    Metadata metadata = metadata(namesAndValues);
    metadata.merge(metadata("authorization", TestNode.BEARER));
    return metadata;
  }

  EventServiceGrpc.EventServiceBlockingStub stub(Metadata metadata) {
    return EventServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  EventBatchResponse send(EventBatchRequest.Builder request) {
    return stub(withKey()).send(request.build());
  }

  Refused refused(EventBatchRequest.Builder request) {
    return refused(stub -> stub.send(request.build()), withKey());
  }

  Refused refused(
      Function<EventServiceGrpc.EventServiceBlockingStub, EventBatchResponse> call,
      Metadata metadata) {
    return Refused.of(
        catchThrowableOfType(StatusRuntimeException.class, () -> call.apply(stub(metadata))));
  }

  /** Sends these bytes as they are. */
  EventBatchResponse sendRaw(byte[] message) {
    MethodDescriptor<byte[], EventBatchResponse> method =
        EventServiceGrpc.getSendMethod().toBuilder(
                new RawMessages(), EventServiceGrpc.getSendMethod().getResponseMarshaller())
            .build();
    return ClientCalls.blockingUnaryCall(
        io.grpc.ClientInterceptors.intercept(
            channel, MetadataUtils.newAttachHeadersInterceptor(withKey())),
        method,
        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
        message);
  }

  Refused refusedRaw(byte[] message) {
    return Refused.of(catchThrowableOfType(StatusRuntimeException.class, () -> sendRaw(message)));
  }

  static byte[] raw(String text) {
    return text.getBytes(UTF_8);
  }

  /** A status with its details, as a sender finds them. */
  record Refused(StatusRuntimeException fault, List<Any> details) {
    static Refused of(StatusRuntimeException fault) {
      if (fault == null) {
        throw new AssertionError("it was answered with OK");
      }
      var status = StatusProto.fromThrowable(fault);
      return new Refused(fault, status == null ? List.of() : status.getDetailsList());
    }

    io.grpc.Status.Code status() {
      return fault.getStatus().getCode();
    }

    String message() {
      return String.valueOf(fault.getStatus().getDescription());
    }

    <M extends Message> Optional<M> detail(Class<M> type) {
      return details.stream()
          .filter(any -> any.is(type))
          .flatMap(any -> unpacked(any, type))
          .findFirst();
    }

    private static <M extends Message> Stream<M> unpacked(Any any, Class<M> type) {
      try {
        return Stream.of(any.unpack(type));
      } catch (InvalidProtocolBufferException broken) {
        throw new AssertionError(broken);
      }
    }

    ErrorInfo info() {
      return detail(ErrorInfo.class).orElseThrow(() -> new AssertionError(fault));
    }

    String code() {
      return info().getMetadataOrThrow("code");
    }

    boolean isRetryable() {
      return Boolean.parseBoolean(info().getMetadataOrThrow("retryable"));
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
