package io.penstock.access.signing;

import io.penstock.config.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a tenant signs with: HMAC-SHA-256. For any thread. */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(SigningKey::mac);

  private final SecretKeySpec key;

  SigningKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Reads {@code whsec_} and base64; empty for anything else. */
  public static Optional<SigningKey> of(Secret secret) {
    String text = secret.reveal();
    try {
      return text.startsWith(PREFIX)
          ? Optional.of(new SigningKey(Base64.getDecoder().decode(text.substring(PREFIX.length()))))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64OrNothing) {
      return Optional.empty();
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The tag of a message that has these two parts. */
  byte[] tag(byte[] head, byte[] body) {
    Mac mac = MACS.get();
    try {
      mac.init(key);
    } catch (GeneralSecurityException itIsAKeyOfThisKind) {
      throw new IllegalStateException(itIsAKeyOfThisKind);
    }
    mac.update(head);
    return mac.doFinal(body);
  }
}
