package io.penstock.ingest.grpc.message;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Takes messages as the bytes that they are, in one copy, instead of making objects of them. */
public final class RawMessages implements Marshaller<byte[]> {
  @Override
  public InputStream stream(byte[] message) {
    return new ByteArrayInputStream(message);
  }

  @Override
  public byte[] parse(InputStream message) {
    try {
      byte[] bytes = new byte[message.available()];
      int read = message.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length || message.read() >= 0) {
        throw new IllegalStateException("a message is not as long as it is said to be");
      }
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
