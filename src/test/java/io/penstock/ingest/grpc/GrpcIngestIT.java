package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.penstock.grpc.Durability;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventError;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches that are taken, whole or in part. */
@ExtendWith(SharedNode.class)
class GrpcIngestIT {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final TestNode node;
  private final GrpcSender sender;

  GrpcIngestIT(TestNode node) {
    this.node = node;
    this.sender = new GrpcSender(node);
  }

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void theLogHasTheSendersBytesAndTheSinkTheEvents() {
    String first = "{ \"id\": \"grpc-1\",\t\"v\": 1.50, \"text\": \"Grüße\" }";
    String second = "{\"id\":\"grpc-2\"}";

    EventBatchResponse answer = sender.send(batch("open", first, second).setBatchId("b-1"));

    assertThat(answer.getSuccess()).isTrue();
    assertThat(answer.getMessage()).isEqualTo("kept");
    assertThat(answer.getBatchId()).isEqualTo("b-1");
    assertThat(answer.getReceivedCount()).isEqualTo(2);
    assertThat(answer.getAccepted()).isEqualTo(2);
    assertThat(answer.getDurability()).isEqualTo(Durability.DURABILITY_LOG);
    assertThat(
            node.door()
                .get("/v1/receipts/" + answer.getReceipt(), "x-api-key", TestNode.KEY)
                .status())
        .isEqualTo(200);
    assertThat(node.topic("open").values()).contains(first, second);
    node.settle("open");
    assertThat(node.query("select id from open where id like 'grpc-%' order by id"))
        .extracting(Object::toString)
        .containsExactly("[\"grpc-1\"]", "[\"grpc-2\"]");
  }

  @Test
  void theLogKnowsWhoSentItAndWhoseTraceItIs() {
    EventBatchResponse answer =
        sender
            .stub(withKey("traceparent", TRACE))
            .send(batch("parsing", "{\"id\":\"traced\"}").build());

    var record = node.topic("parsing").at(answer.getReceipt());
    assertThat(Topic.header(record, "traceparent")).isEqualTo(TRACE);
    assertThat(Topic.header(record, "penstock-request"))
        .matches("1;00000000-0000-0000-0000-000000000000;\\d{16};127\\.0\\.0\\.1;static");
  }

  @Test
  void anEventThatBreaksARuleCostsNoOther() {
    EventBatchResponse answer =
        sender.send(
            batch(
                "open",
                "{\"id\":\"mixed-1\"}",
                "{\"id\":\"mixed-2\",}",
                "17",
                "",
                "{\"id\":\"mixed-3\",\"type\":7}",
                "{\"id\":\"mixed-4\"}"));

    assertThat(answer.getSuccess()).isFalse();
    assertThat(answer.getReceivedCount()).isEqualTo(6);
    assertThat(answer.getAccepted()).isEqualTo(2);
    assertThat(answer.getRejected()).isEqualTo(4);
    assertThat(answer.getErrorsList())
        .extracting(EventError::getIndex, EventError::getId, EventError::getCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "", "malformed"),
            org.assertj.core.groups.Tuple.tuple(2, "", "not_an_object"),
            org.assertj.core.groups.Tuple.tuple(3, "", "malformed"),
            org.assertj.core.groups.Tuple.tuple(4, "mixed-3", "field_invalid"));
    assertThat(answer.getErrors(3).getPointer()).isEqualTo("/type");
    assertThat(answer.getErrors(0).getDetail()).startsWith("byte 16: ");
    assertThat(node.topic("open").values())
        .contains("{\"id\":\"mixed-1\"}", "{\"id\":\"mixed-4\"}")
        .noneMatch(value -> value.contains("mixed-2") || value.contains("mixed-3"));
  }

  @Test
  void anEventThatStandsTwiceInARequestIsKeptOnce() {
    String twice = "{\"id\":\"grpc-twice\"}";

    EventBatchResponse answer =
        sender.send(batch("parsing", twice, twice, "{\"id\":\"grpc-twice\",\"v\":1}"));

    assertThat(answer.getAccepted()).isEqualTo(1);
    assertThat(answer.getDuplicates()).isEqualTo(1);
    assertThat(answer.getErrorsList())
        .extracting(EventError::getCode)
        .containsExactly("id_conflict");
    assertThat(node.topic("parsing").values()).containsOnlyOnce(twice);
  }

  @Test
  void aRepeatWithAnIdempotencyKeyIsTheSameEvents() {
    EventBatchRequest.Builder request =
        batch("nameless", "{\"v\":\"again-0\"}", "{\"v\":\"again-1\"}")
            .setIdempotencyKey("batch 7");

    sender.send(request);
    sender.send(request);

    List<String> ids =
        node.topic("nameless").records().stream()
            .filter(
                record ->
                    new String(record.value(), java.nio.charset.StandardCharsets.UTF_8)
                        .contains("again-"))
            .map(record -> Topic.header(record, "penstock-event-id"))
            .toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.stream().distinct()).hasSize(2);
  }

  @Test
  void noEventsAreNoFault() {
    EventBatchResponse answer = sender.send(batch("open"));

    assertThat(answer.getSuccess()).isTrue();
    assertThat(answer.getReceivedCount()).isZero();
    assertThat(answer.getReceipt()).isEmpty();
  }

  @Test
  void whoNamesNoStreamMeansTheDefault() {
    String noAnalyticsEvent = "{\"id\":\"nothing else\"}";

    assertThat(sender.refused(batch("", noAnalyticsEvent)).message())
        .startsWith("No event could be kept: ");
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() {
    EventBatchRequest known = batch("open", "{\"id\":\"later\"}").build();
    EventBatchRequest later =
        known.toBuilder()
            .setUnknownFields(
                com.google.protobuf.UnknownFieldSet.newBuilder()
                    .addField(
                        99,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                            .addVarint(7)
                            .addLengthDelimited(com.google.protobuf.ByteString.copyFromUtf8("new"))
                            .addGroup(com.google.protobuf.UnknownFieldSet.getDefaultInstance())
                            .build())
                    .build())
            .build();

    assertThat(sender.sendRaw(later.toByteArray()).getAccepted()).isEqualTo(1);
  }

  @Test
  void theRequestIdOfTheSenderComesBackOrOneIsMade() {
    assertThat(requestIdAfter(withKey("x-request-id", "mine-1"))).isEqualTo("mine-1");
    assertThat(requestIdAfter(withKey())).matches("[0-9a-f]{16}");
  }

  private String requestIdAfter(Metadata metadata) {
    var headers = new AtomicReference<>(new Metadata());
    sender
        .stub(metadata)
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .send(batch("open").build());
    return String.valueOf(headers.get().get(CallHead.REQUEST_ID));
  }
}
