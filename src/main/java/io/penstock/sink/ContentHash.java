package io.penstock.sink;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether two events with one identity are the same: the first eight bytes of the SHA-256 of
 * their bytes.
 */
public final class ContentHash {
  private static final int SHA256_BYTES = 32;

  private final MessageDigest sha256;
  private final byte[] digest = new byte[SHA256_BYTES];

  public ContentHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  public long of(byte[] data) {
    try {
      sha256.update(data);
      sha256.digest(digest, 0, digest.length);
      return ByteBuffer.wrap(digest).getLong();
    } catch (DigestException impossible) {
      throw new IllegalStateException("there is room for it", impossible);
    }
  }
}
