package io.penstock.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a text that we wrote from one that somebody without the pepper has changed: HMAC-SHA-256
 * under a key made of it. The text goes in line by line; each seal is for one text.
 */
public final class Seal {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  /** The seal of one purpose does not fit where another is wanted. */
  public Seal(Secret pepper, String purpose) {
    this.mac = mac(DerivedKey.of(pepper, purpose, ALGORITHM));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  public void add(String line) {
    mac.update(line.getBytes(UTF_8));
    mac.update((byte) '\n');
  }

  /** Of all lines that went in. */
  public String hex() {
    return HexFormat.of().formatHex(mac.doFinal());
  }

  /** Whether this is what {@link #hex} would say; takes the same time wherever it differs. */
  public boolean is(String given) {
    return MessageDigest.isEqual(hex().getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
