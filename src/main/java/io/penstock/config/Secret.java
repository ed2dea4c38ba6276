package io.penstock.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must not be shown: it prints as {@code ***}, and only {@link #reveal} gives it away.
 */
public final class Secret {
  static final String MASK = "***";

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text itself, for the one who has to present it; never for a log or a message. */
  public String reveal() {
    return text;
  }

  /** Takes the same time wherever two secrets differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** The same for all secrets, because a hash that gets printed tells something about the text. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
