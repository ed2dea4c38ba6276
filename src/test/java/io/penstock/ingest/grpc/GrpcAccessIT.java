package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.penstock.access.Tenants;
import io.penstock.access.signing.WebhookHeaders;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.EventBatchRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys of tenants, and signed calls, over gRPC. */
@ExtendWith(SharedNode.class)
class GrpcAccessIT {
  private final GrpcSender sender;
  private final Tenants tenants;

  GrpcAccessIT(TestNode node) {
    this.sender = new GrpcSender(node);
    this.tenants = new Tenants(node.admin());
  }

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void aTenantsKeyOpensItsStreamsAndNoOther() {
    tenants.create("grpc", new JsonObject().put("streams", new JsonArray().add("open")));
    Tenants.Key key = tenants.key("grpc");
    Metadata bearer = metadata("authorization", key.bearer());

    assertThat(code(bearer, batch("open", "{\"id\":\"g\"}").build())).isEqualTo(Code.OK);
    assertThat(code(bearer, batch("counted", "{\"id\":\"g\"}").build()))
        .isEqualTo(Code.PERMISSION_DENIED);
    tenants.revoke(key.id());
    assertThat(code(bearer, batch("open", "{\"id\":\"g\"}").build()))
        .isEqualTo(Code.UNAUTHENTICATED);
  }

  @Test
  void aTenantIsHeldToItsLimits() {
    var limits = new JsonObject().put("events-per-second", "1").put("event-bytes-max", "64");
    tenants.create("grpc-limited", new JsonObject().put("limits", limits));
    Metadata bearer = metadata("authorization", tenants.key("grpc-limited").bearer());
    String large = "{\"id\":\"g\",\"more\":\"" + "x".repeat(64) + "\"}";

    assertThat(code(bearer, batch("open", large).build())).isEqualTo(Code.INVALID_ARGUMENT);
    code(bearer, batch("open", "{\"id\":\"g\"}", "{\"id\":\"h\"}").build());
    assertThat(code(bearer, batch("open", "{\"id\":\"i\"}").build()))
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void aSignedCallIsTakenOnceAndAnUnsignedOneNever() {
    tenants.create("grpc-signer");
    Tenants.Key key = tenants.key("grpc-signer", new JsonObject().put("signed", true));
    EventBatchRequest request = batch("open", "{\"id\":\"s\"}").build();
    Metadata signed = signed(key, request);

    assertThat(code(metadata("authorization", key.bearer()), request))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(code(signed, batch("open", "{\"id\":\"other\"}").build()))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(code(signed, request)).isEqualTo(Code.OK);
    assertThat(code(signed, request)).isEqualTo(Code.ALREADY_EXISTS);
  }

  @Test
  void ofMetadataThatComeTwiceNeitherCounts() {
    tenants.create("grpc-twice");
    Tenants.Key key = tenants.key("grpc-twice");
    Tenants.Key signer = tenants.key("grpc-twice", new JsonObject().put("signed", true));
    EventBatchRequest request = batch("open", "{\"id\":\"t\"}").build();
    Metadata twiceSigned = signed(signer, request);
    twiceSigned.merge(metadata("webhook-id", "msg_grpc"));

    assertThat(
            List.of(
                metadata("authorization", "Bearer nobody's", "authorization", key.bearer()),
                metadata("authorization", key.bearer(), "authorization", "Bearer nobody's"),
                metadata("x-api-key", key.secret(), "x-api-key", key.secret()),
                twiceSigned))
        .extracting(metadata -> code(metadata, request))
        .containsOnly(Code.UNAUTHENTICATED);
    assertThat(code(metadata("authorization", key.bearer(), "x-api-key", "nobody's"), request))
        .isEqualTo(Code.OK);
  }

  @Test
  void whatWasNotKeptMayBeCalledAgain() {
    tenants.create("grpc-again");
    Tenants.Key key = tenants.key("grpc-again", new JsonObject().put("signed", true));
    EventBatchRequest request = batch("open", "[]").build();
    Metadata signed = signed(key, request);

    assertThat(code(signed, request)).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(code(signed, request)).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private static Metadata signed(Tenants.Key key, EventBatchRequest request) {
    Metadata signed =
        metadata(
            WebhookHeaders.of(
                    key.signingSecret(),
                    "msg_grpc",
                    Instant.now().getEpochSecond(),
                    request.toByteArray())
                .toArray(String[]::new));
    signed.merge(metadata("authorization", key.bearer()));
    return signed;
  }

  private Code code(Metadata metadata, EventBatchRequest request) {
    try {
      assertThat(sender.stub(metadata).send(request).getAccepted()).isEqualTo(1);
      return Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    }
  }
}
