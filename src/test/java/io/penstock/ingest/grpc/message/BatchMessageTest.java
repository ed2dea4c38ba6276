package io.penstock.ingest.grpc.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penstock.grpc.EventBatchRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is what the generated class reads. */
class BatchMessageTest {
  private static final int ROUNDS = 20_000;

  @Test
  void findsTheEventsWhereTheyStand() throws InvalidProtocolBufferException {
    EventBatchRequest request =
        EventBatchRequest.newBuilder()
            .setBatchId("b")
            .setStream("open")
            .addEvents(ByteString.copyFromUtf8("{}"))
            .addEvents(ByteString.EMPTY)
            .addEvents(ByteString.copyFromUtf8("{\"a\":1}"))
            .setAtomic(true)
            .setIdempotencyKey("k")
            .setAlwaysAnswer(true)
            .build();

    BatchMessage read = BatchMessage.read(request.toByteArray());

    assertThat(again(read)).isEqualTo(request);
  }

  /** The events may stand anywhere, also before and between the other fields. */
  @Test
  void theOrderOfTheFieldsIsTheSenders() throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    output.writeBytes(3, ByteString.copyFromUtf8("{}"));
    output.writeString(2, "first");
    output.writeBytes(3, ByteString.copyFromUtf8("[]"));
    output.writeString(2, "last");
    output.flush();

    BatchMessage read = BatchMessage.read(bytes.toByteArray());

    assertThat(read.stream()).isEqualTo("last");
    assertThat(events(read)).extracting(ByteString::toStringUtf8).containsExactly("{}", "[]");
  }

  @Test
  void readsDamagedMessagesAsTheGeneratedClassDoes() {
    var random = new Random(20_261_122);
    int sound = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] message = damaged(request(random).toByteArray(), random);
      Optional<EventBatchRequest> expected = generated(message);
      Optional<EventBatchRequest> actual = byHand(message);
      assertThat(actual).as("round %d: %s", round, Arrays.toString(message)).isEqualTo(expected);
      sound += expected.isPresent() ? 1 : 0;
    }
    assertThat(sound).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  private static EventBatchRequest request(Random random) {
    var request = EventBatchRequest.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] event = new byte[random.nextInt(200)];
      random.nextBytes(event);
      request.addEvents(ByteString.copyFrom(event));
    }
    if (random.nextBoolean()) {
      request.setStream("s".repeat(random.nextInt(5)));
    }
    if (random.nextBoolean()) {
      request.setBatchId("Grüße").setIdempotencyKey("k").setAtomic(true);
    }
    return request.setAlwaysAnswer(random.nextBoolean()).build();
  }

  private static byte[] damaged(byte[] message, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0
            ? Arrays.copyOf(message, random.nextInt(message.length + 1))
            : message.clone();
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(Math.min(bytes.length, 16))] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static Optional<EventBatchRequest> generated(byte[] message) {
    try {
      return Optional.of(
          EventBatchRequest.parseFrom(message).toBuilder()
              .setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance())
              .build());
    } catch (InvalidProtocolBufferException broken) {
      return Optional.empty();
    }
  }

  private static Optional<EventBatchRequest> byHand(byte[] message) {
    try {
      return Optional.of(again(BatchMessage.read(message)));
    } catch (InvalidProtocolBufferException broken) {
      return Optional.empty();
    }
  }

  private static EventBatchRequest again(BatchMessage read) {
    return EventBatchRequest.newBuilder()
        .setBatchId(read.batchId())
        .setStream(read.stream())
        .addAllEvents(events(read))
        .setAtomic(read.atomic())
        .setIdempotencyKey(read.idempotencyKey())
        .setAlwaysAnswer(read.alwaysAnswer())
        .build();
  }

  private static List<ByteString> events(BatchMessage read) {
    List<ByteString> events = new ArrayList<>();
    int[] places = read.places();
    for (int i = 0; i < places.length; i += 2) {
      events.add(ByteString.copyFrom(read.bytes(), places[i], places[i + 1] - places[i]));
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 100})
  void aNumberWithoutEndIsBroken(int length) {
    byte[] message = new byte[length];
    Arrays.fill(message, (byte) 0xff);
    message[0] = 3 << 3 | 2;

    assertThatThrownBy(() -> BatchMessage.read(message))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void groupsWithinGroupsEndSomewhere() {
    byte[] message = new byte[1_000_000];
    Arrays.fill(message, (byte) (15 << 3 | 3));

    assertThatThrownBy(() -> BatchMessage.read(message))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }
}
