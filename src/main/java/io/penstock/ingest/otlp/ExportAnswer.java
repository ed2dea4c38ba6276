package io.penstock.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the bodies of answers as the request was written. */
public final class ExportAnswer {
  private static final int STATUS_CODE = 1;
  private static final int STATUS_MESSAGE = 2;

  private ExportAnswer() {}

  /** Everything was taken. */
  public static byte[] success(Signal signal, Wire wire) {
    return bytes(signal.success(), wire);
  }

  /** All but so many were taken. */
  public static byte[] partialSuccess(Signal signal, Wire wire, int rejected, String why) {
    return bytes(signal.partialSuccess(rejected, why), wire);
  }

  private static byte[] bytes(Message response, Wire wire) {
    try {
      return switch (wire) {
        case PROTOBUF -> response.toByteArray();
        case JSON -> OtlpJsonWriter.text(response).getBytes(UTF_8);
      };
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * A {@code google.rpc.Status}: two fields, for which its library would bring hundreds of classes.
   */
  public static byte[] status(Wire wire, int httpStatus, String message) {
    try {
      return switch (wire) {
        case PROTOBUF -> protobufStatus(codeOf(httpStatus), message);
        case JSON -> jsonStatus(codeOf(httpStatus), message);
      };
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] protobufStatus(int code, String message) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream fields = CodedOutputStream.newInstance(bytes);
    fields.writeInt32(STATUS_CODE, code);
    fields.writeString(STATUS_MESSAGE, message);
    fields.flush();
    return bytes.toByteArray();
  }

  private static byte[] jsonStatus(int code, String message) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = OtlpJson.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("code", code);
      json.writeStringField("message", message);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** The {@code google.rpc.Code} that stands for the status of HTTP. */
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
