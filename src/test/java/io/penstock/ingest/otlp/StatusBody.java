package io.penstock.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.penstock.fixture.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A {@code google.rpc.Status}, read from an answer.
 *
 * @param retryDelay of the {@code google.rpc.RetryInfo} in it, if there is one
 */
record StatusBody(int code, String message, Optional<Duration> retryDelay) {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  static StatusBody of(Answer answer) {
    try {
      return answer.header("content-type").equals(Samples.JSON)
          ? ofJson(answer.json())
          : ofProtobuf(UnknownFieldSet.parseFrom(answer.body()));
    } catch (InvalidProtocolBufferException broken) {
      throw new AssertionError(answer.toString(), broken);
    }
  }

  private static StatusBody ofJson(JsonObject status) {
    return new StatusBody(
        status.getInteger("code"),
        status.getString("message"),
        status.getJsonArray("details", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .findFirst()
            .map(StatusBody::delay));
  }

  private static Duration delay(JsonObject retryInfo) {
    assertThat(retryInfo.getString("@type")).isEqualTo(RETRY_INFO);
    return Duration.parse("PT" + retryInfo.getString("retryDelay"));
  }

  private static StatusBody ofProtobuf(UnknownFieldSet status)
      throws InvalidProtocolBufferException {
    List<ByteString> details = status.getField(3).getLengthDelimitedList();
    return new StatusBody(
        status.getField(1).getVarintList().getFirst().intValue(),
        status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8(),
        details.isEmpty()
            ? Optional.empty()
            : Optional.of(delay(Any.parseFrom(details.getFirst()))));
  }

  private static Duration delay(Any retryInfo) throws InvalidProtocolBufferException {
    assertThat(retryInfo.getTypeUrl()).isEqualTo(RETRY_INFO);
    ByteString delay =
        UnknownFieldSet.parseFrom(retryInfo.getValue())
            .getField(1)
            .getLengthDelimitedList()
            .getFirst();
    var read = com.google.protobuf.Duration.parseFrom(delay);
    return Duration.ofSeconds(read.getSeconds(), read.getNanos());
  }
}
