package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as Standard Webhooks has it. For one thread. */
public final class WebhookSigner {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private final Mac mac;

  public WebhookSigner(String secret) {
    this.mac = mac(secret);
  }

  private static Mac mac(String secret) {
    byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The lines that belong into the head of a request with this body. */
  public List<String> lines(String id, long seconds, byte[] body) {
    return List.of(
        "webhook-id: " + id,
        "webhook-timestamp: " + seconds,
        "webhook-signature: v1," + signature(id + "." + seconds + ".", body));
  }

  private String signature(String before, byte[] body) {
    mac.update(before.getBytes(US_ASCII));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
