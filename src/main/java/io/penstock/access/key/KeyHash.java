package io.penstock.access.key;

import java.security.MessageDigest;
import java.util.HexFormat;

/** What is known of a key where the key itself must not be: its HMAC-SHA-256 under the pepper. */
public final class KeyHash {
  private final byte[] hash;

  KeyHash(byte[] hash) {
    this.hash = hash;
  }

  /** Reads what {@link #hex} wrote. */
  public static KeyHash of(String hex) {
    return new KeyHash(HexFormat.of().parseHex(hex));
  }

  /** As the database has it. */
  public String hex() {
    return HexFormat.of().formatHex(hash);
  }

  /** Takes the same time wherever two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash same && MessageDigest.isEqual(hash, same.hash);
  }

  @Override
  public int hashCode() {
    return hash[0];
  }

  @Override
  public String toString() {
    return "***";
  }
}
