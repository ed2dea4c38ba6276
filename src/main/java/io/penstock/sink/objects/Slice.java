package io.penstock.sink.objects;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A part of an object's bytes, which the library may read more than once. */
record Slice(byte[] bytes, int from, int length) implements ContentStreamProvider {
  @Override
  public InputStream newStream() {
    return new ByteArrayInputStream(bytes, from, length);
  }
}
