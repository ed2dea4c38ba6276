package io.penstock.load.torture.account;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of an event's bytes, of which the first 64 bits are kept: millions fit into memory,
 * and another body has the same ones once in 10^19. One thread at a time.
 */
public final class Fingerprint {
  private final MessageDigest sha256;

  public Fingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  public long of(byte[] event) {
    return ByteBuffer.wrap(sha256.digest(event)).getLong();
  }
}
