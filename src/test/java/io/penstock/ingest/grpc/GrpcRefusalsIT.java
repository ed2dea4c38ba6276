package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.metadata;
import static io.penstock.ingest.grpc.GrpcSender.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventError;
import io.penstock.ingest.grpc.GrpcSender.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches of which nothing is kept, and how their senders hear of it. */
@ExtendWith(SharedNode.class)
class GrpcRefusalsIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Just too small to wait for its turn. */
  private static final int ANNOUNCED = (256 << 10) - 1;

  private final TestNode node;
  private final GrpcSender sender;

  GrpcRefusalsIT(TestNode node) {
    this.node = node;
    this.sender = new GrpcSender(node);
  }

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void aBatchWithoutAnySoundEventIsRefusedWithItsFields() {
    Refused refused = sender.refused(batch("open", "{\"id\":\"bad\",\"type\":1}", "[]"));

    assertThat(refused.status()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.message())
        .isEqualTo("No event could be kept: each of the 2 events breaks a rule.");
    assertThat(refused.code()).isEqualTo("events_invalid");
    assertThat(refused.info().getReason()).isEqualTo("EVENTS_INVALID");
    assertThat(refused.info().getDomain()).isEqualTo("penstock");
    assertThat(refused.isRetryable()).isFalse();
    assertThat(refused.detail(RetryInfo.class)).isEmpty();
    assertThat(refused.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("events[0]/type", "events[1]");
  }

  @Test
  void whoWantsAnAnswerAlwaysHearsOfEveryEvent() {
    EventBatchResponse answer =
        sender.send(batch("open", "{\"id\":\"bad\",\"type\":1}", "[]").setAlwaysAnswer(true));

    assertThat(answer.getSuccess()).isFalse();
    assertThat(answer.getReceivedCount()).isEqualTo(2);
    assertThat(answer.getRejected()).isEqualTo(2);
    assertThat(answer.getErrorsList())
        .extracting(EventError::getCode)
        .containsExactly("field_invalid", "not_an_object");
  }

  /** The trailers of an answer have little room: a status that does not fit would be lost. */
  @Test
  void detailsOfManyEventsFitIntoTheTrailers() {
    String[] bad =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"id\":\"ü%d\",\"type\":%d}".formatted(i, i))
            .toArray(String[]::new);

    Refused refused = sender.refused(batch("open", bad));

    assertThat(refused.status()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .hasSizeBetween(20, 100);
  }

  @Test
  void oneBadEventCostsAllOfAnAtomicBatch() {
    EventBatchRequest.Builder atomic =
        batch("open", "{\"id\":\"grpc-atomic\"}", "7").setAtomic(true);

    Refused refused = sender.refused(atomic);
    EventBatchResponse answer = sender.send(atomic.setAlwaysAnswer(true));

    assertThat(refused.status()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.message())
        .isEqualTo(
            "No event could be kept: of 2 events 1 break a rule, and the request is atomic.");
    assertThat(answer.getAccepted()).isZero();
    assertThat(answer.getRejected()).isEqualTo(2);
    assertThat(node.topic("open").values()).noneMatch(value -> value.contains("grpc-atomic"));
  }

  @Test
  void whatStandsTwiceInAnAtomicBatchIsRejectedTwice() {
    String twice = "{\"id\":\"grpc-atomic-twice\"}";
    EventBatchRequest.Builder atomic = batch("open", twice, twice, "7").setAtomic(true);

    EventBatchResponse answer = sender.send(atomic.setAlwaysAnswer(true));

    assertThat(answer.getReceivedCount()).isEqualTo(3);
    assertThat(answer.getRejected()).isEqualTo(3);
    assertThat(answer.getDuplicates()).isZero();
    assertThat(answer.getMessage()).contains("of 3 events 1 break a rule");
  }

  @Test
  void anUnknownStreamIsNotFound() {
    Refused refused = sender.refused(batch("nowhere", "{}"));

    assertThat(refused.status()).isEqualTo(Code.NOT_FOUND);
    assertThat(refused.code()).isEqualTo("unknown_stream");
    assertThat(refused.message()).isEqualTo("There is no stream 'nowhere'.");
    assertThat(refused.isRetryable()).isFalse();
  }

  static Stream<Metadata> strangers() {
    return Stream.of(
        metadata(),
        metadata("authorization", "Bearer wrong"),
        metadata("authorization", TestNode.KEY),
        metadata("x-api-key", "wrong"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void strangersHearTheSameWhateverTheyGive(Metadata metadata) {
    Refused refused = sender.refused(stub -> stub.send(batch("nowhere", "{}").build()), metadata);

    assertThat(refused.status()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(refused.code()).isEqualTo("unauthenticated");
    assertThat(refused.message())
        .isEqualTo(
            "Credentials are missing or wrong. Send a valid key as 'authorization: Bearer <key>'"
                + " or 'x-api-key: <key>'.");
    assertThat(node.admin().get("/metrics").text())
        .contains("penstock_requests_refused_total{code=\"unauthenticated\",stream=\"unknown\"}");
  }

  @Test
  void theKeyMayBeGivenInTheOtherWayToo() {
    assertThat(
            sender
                .stub(metadata("x-api-key", TestNode.KEY))
                .send(batch("open").build())
                .getSuccess())
        .isTrue();
  }

  @Test
  void anEventThatIsTooLargeIsRefusedAlone() {
    String large = "{\"id\":\"large\",\"v\":\"" + "x".repeat(1_024) + "\"}";

    assertThat(sender.refused(batch("small", large)).code()).isEqualTo("event_too_large");
    assertThat(sender.send(batch("small", large, "{\"id\":\"grpc-small\"}")).getAccepted())
        .isEqualTo(1);
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedAsGrpcDoes() {
    Refused refused = sender.refused(batch("open", "{\"v\":\"" + "x".repeat(1 << 20) + "\"}"));

    assertThat(refused.status()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refused.message()).contains("gRPC message exceeds maximum size 1048576");
    assertThat(sender.send(batch("open")).getSuccess()).isTrue();
    assertThat(node.admin().get("/metrics").text())
        .contains("penstock_requests_refused_total{code=\"message_too_large\",stream=\"unknown\"}");
  }

  @Test
  void moreEventsThanARequestMayHaveAreRefusedWhole() {
    Refused refused = sender.refused(batch("small", "{}", "{}", "{}", "{}", "{}", "{}"));

    assertThat(refused.status()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.code()).isEqualTo("too_many_events");
    assertThat(refused.isRetryable()).isFalse();
  }

  static Stream<byte[]> brokenMessages() {
    byte[] endless = new byte[1_000_000];
    Arrays.fill(endless, (byte) 0xff);
    endless[0] = 3 << 3 | 2;
    byte[] groups = new byte[1_000_000];
    Arrays.fill(groups, (byte) (15 << 3 | 3));
    return Stream.of(
        endless, groups, new byte[] {0}, new byte[] {3 << 3 | 2, 5, '{'}, new byte[] {12});
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("brokenMessages")
  void whatIsNoMessageIsRefused(byte[] broken) {
    Refused refused = sender.refusedRaw(broken);

    assertThat(refused.status()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.code()).isEqualTo("undecodable");
    assertThat(refused.message()).startsWith("The message is no EventBatchRequest: ");
  }

  @Test
  void keysAndNamesHaveTheirBounds() {
    assertThat(sender.refused(batch("open", "{}").setIdempotencyKey("ü")).code())
        .isEqualTo("bad_parameter");
    assertThat(sender.refused(batch("open", "{}").setBatchId("x".repeat(256))).message())
        .isEqualTo("batch_id must have at most 255 characters.");
    assertThat(sender.refused(batch("x".repeat(7_000), "{}")).status()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void aCompressedMessageIsNotTaken() {
    Refused refused =
        sender.refused(
            stub -> stub.withCompression("gzip").send(batch("open", "{}").build()), withKey());

    assertThat(refused.status()).isEqualTo(Code.UNIMPLEMENTED);
    assertThat(refused.message()).contains("gzip");
  }

  /** Bodies over HTTP are announced and never come: they hold all the credit. */
  @Test
  void whereNoCreditIsLeftTheSenderHearsWhenToComeBack() {
    List<Wire> wires = new ArrayList<>();
    try {
      IntStream.range(0, 64).forEach(i -> wires.add(announced()));
      Eventually.holds("all credit is taken", SOON, () -> credit() > (16 << 20) - 100);

      Refused refused = sender.refused(batch("open", "{\"id\":\"" + "busy".repeat(20) + "\"}"));

      assertThat(refused.status()).isEqualTo(Code.UNAVAILABLE);
      assertThat(refused.code()).isEqualTo("busy");
      assertThat(refused.isRetryable()).isTrue();
      assertThat(refused.detail(RetryInfo.class).orElseThrow().getRetryDelay().getSeconds())
          .isEqualTo(1);
    } finally {
      wires.forEach(Wire::close);
    }
    Eventually.holds("all credit is given back", SOON, () -> credit() == 0);
    assertThat(sender.send(batch("open", "{\"id\":\"not busy\"}")).getSuccess()).isTrue();
  }

  private Wire announced() {
    Wire wire = node.door().wire();
    wire.text(
        "POST %s HTTP/1.1\r\nhost: it\r\nauthorization: %s\r\ncontent-length: %d\r\ncontent-type: application/json\r\n\r\n"
            .formatted(TestNode.pathOf("open"), TestNode.BEARER, ANNOUNCED));
    return wire;
  }

  private double credit() {
    return node.admin()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("penstock_credit_bytes "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDeadlineThatHasPassedKeepsNothing() {
    Refused refused =
        sender.refused(
            stub ->
                stub.withDeadlineAfter(1, TimeUnit.NANOSECONDS)
                    .send(batch("parsing", "{\"id\":\"too late\"}").build()),
            withKey());

    assertThat(refused.status()).isEqualTo(Code.DEADLINE_EXCEEDED);
    assertThat(node.topic("parsing").values()).noneMatch(value -> value.contains("too late"));
  }
}
