package io.penstock.sink.clickhouse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rows in the making, as RowBinary writes values: little-endian, texts with their length before.
 */
final class RowBytes {
  private ByteBuffer bytes;

  RowBytes(int bytesExpected) {
    bytes = ByteBuffer.allocate(Math.max(64, bytesExpected)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many bytes there are. */
  int length() {
    return bytes.position();
  }

  /** Forgets what was written behind {@code length}. */
  void cutTo(int length) {
    bytes.position(length);
  }

  void int8(long value) {
    room(Byte.BYTES).put((byte) value);
  }

  void int16(long value) {
    room(Short.BYTES).putShort((short) value);
  }

  void int32(long value) {
    room(Integer.BYTES).putInt((int) value);
  }

  void int64(long value) {
    room(Long.BYTES).putLong(value);
  }

  void float32(float value) {
    room(Float.BYTES).putFloat(value);
  }

  void float64(double value) {
    room(Double.BYTES).putDouble(value);
  }

  void verbatim(byte[] value) {
    verbatim(value, 0, value.length);
  }

  void verbatim(byte[] value, int from, int to) {
    room(to - from).put(value, from, to - from);
  }

  void text(byte[] utf8) {
    text(utf8, 0, utf8.length);
  }

  void text(byte[] utf8, int from, int to) {
    size(to - from);
    verbatim(utf8, from, to);
  }

  /** A length, seven bits a byte, the lowest first. */
  void size(int size) {
    int left = size;
    while (left > 0x7f) {
      int8((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    int8(left);
  }

  byte[] array() {
    return bytes.array();
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int size = Math.addExact(bytes.capacity(), Math.max(more, bytes.capacity() / 2));
      bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
    }
    return bytes;
  }
}
