package io.penstock.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.config.Secret;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes keys. The pepper is not in the database, so that who reads that cannot try keys. Keys are
 * long and random, so that no slow hash is needed. For any thread.
 */
public final class KeyHasher {
  private static final String ALGORITHM = "HmacSHA256";

  private final ThreadLocal<Mac> mac;

  public KeyHasher(Secret pepper) {
    var key = new SecretKeySpec(pepper.reveal().getBytes(UTF_8), ALGORITHM);
    this.mac = ThreadLocal.withInitial(() -> mac(key));
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

  public KeyHash of(String key) {
    return new KeyHash(mac.get().doFinal(key.getBytes(UTF_8)));
  }
}
