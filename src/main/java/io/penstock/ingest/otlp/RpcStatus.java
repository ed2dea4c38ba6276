package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/**
 * A {@code google.rpc.Status}, and where the request may be repeated the {@code
 * google.rpc.RetryInfo} in it: written by hand, since the library of both would bring hundreds of
 * classes for five fields.
 *
 * @param code a {@code google.rpc.Code}
 * @param retryAfterSeconds empty where it is of no use to repeat the request
 */
public record RpcStatus(int code, String message, OptionalLong retryAfterSeconds) {
  private static final int CODE = 1;
  private static final int MESSAGE = 2;
  private static final int DETAILS = 3;
  private static final int RETRY_DELAY = 1;
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  /** What a status of HTTP is as one of gRPC. */
  public static RpcStatus of(int httpStatus, String message, OptionalLong retryAfterSeconds) {
    return new RpcStatus(codeOf(httpStatus), message, retryAfterSeconds);
  }

  /** As the request was written. */
  public byte[] bytes(Wire wire) {
    try {
      return switch (wire) {
        case PROTOBUF -> protobuf();
        case JSON -> json();
      };
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private byte[] protobuf() throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream fields = CodedOutputStream.newInstance(bytes);
    fields.writeInt32(CODE, code);
    fields.writeString(MESSAGE, message);
    if (retryAfterSeconds.isPresent()) {
      fields.writeMessage(DETAILS, retryInfo(retryAfterSeconds.getAsLong()));
    }
    fields.flush();
    return bytes.toByteArray();
  }

  private static Any retryInfo(long seconds) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream fields = CodedOutputStream.newInstance(bytes);
    fields.writeMessage(RETRY_DELAY, Duration.newBuilder().setSeconds(seconds).build());
    fields.flush();
    return Any.newBuilder()
        .setTypeUrl(RETRY_INFO)
        .setValue(ByteString.copyFrom(bytes.toByteArray()))
        .build();
  }

  private byte[] json() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = OtlpJson.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("code", code);
      json.writeStringField("message", message);
      if (retryAfterSeconds.isPresent()) {
        writeRetryInfo(retryAfterSeconds.getAsLong(), json);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** As protobuf maps an {@code Any} and a {@code Duration} to JSON. */
  private static void writeRetryInfo(long seconds, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("details");
    json.writeStartObject();
    json.writeStringField("@type", RETRY_INFO);
    json.writeStringField("retryDelay", seconds + "s");
    json.writeEndObject();
    json.writeEndArray();
  }

  private static int codeOf(int httpStatus) {
    return switch (httpStatus) {
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 5;
      case 405 -> 12;
      case 429 -> 8;
      case 503 -> 14;
      default -> httpStatus >= 500 ? 13 : 3;
    };
  }
}
