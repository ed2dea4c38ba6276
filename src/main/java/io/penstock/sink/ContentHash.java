package io.penstock.sink;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether two events with one identity are the same: the first eight bytes of the SHA-256 of
 * their bytes.
 */
public final class ContentHash {
  private final MessageDigest sha256;

  public ContentHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  public long of(byte[] data) {
    return ByteBuffer.wrap(sha256.digest(data)).getLong();
  }
}
