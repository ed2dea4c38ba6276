package io.penstock.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.config.Secret;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One pepper for several uses: a key for each is made of it, told apart by its purpose. */
final class DerivedKey {
  private static final String HMAC = "HmacSHA256";

  private DerivedKey() {}

  /** {@code algorithm} is what the key is for. */
  static SecretKeySpec of(Secret pepper, String purpose, String algorithm) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(pepper.reveal().getBytes(UTF_8), HMAC));
      return new SecretKeySpec(mac.doFinal(purpose.getBytes(UTF_8)), algorithm);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
