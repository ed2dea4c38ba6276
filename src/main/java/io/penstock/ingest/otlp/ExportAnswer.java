package io.penstock.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the bodies of good answers as the request was written. */
public final class ExportAnswer {
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
}
