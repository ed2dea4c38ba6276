package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs each request when it is sent, as Standard Webhooks has it: with an id and a time of its
 * own. Each connection has one buffer for all of its requests. For one thread.
 */
final class SignedRequests implements Requests {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int HEAD_BYTES_MAX = 1024;

  private final HttpTarget target;
  private final List<byte[]> bodies;
  private final InstantSource clock;
  private final Mac mac;
  private final int bytesMax;

  /** No two runs have the same id, or the later one would be a repeat. */
  private final String run = UUID.randomUUID().toString();

  SignedRequests(HttpTarget target, String secret, List<byte[]> bodies, InstantSource clock) {
    this.target = target;
    this.bodies = bodies;
    this.clock = clock;
    this.mac = mac(secret);
    this.bytesMax = HEAD_BYTES_MAX + bodies.stream().mapToInt(body -> body.length).max().orElse(0);
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

  @Override
  public ByteBuffer request(long number, ByteBuffer earlier) {
    byte[] body = bodies.get((int) (number % bodies.size()));
    byte[] head = head(run + "-" + number, body).getBytes(US_ASCII);
    return room(earlier).put(head).put(body).flip();
  }

  private ByteBuffer room(ByteBuffer earlier) {
    return earlier.capacity() < bytesMax ? ByteBuffer.allocateDirect(bytesMax) : earlier.clear();
  }

  private String head(String id, byte[] body) {
    long seconds = clock.instant().getEpochSecond();
    return target.head(
        "Content-Length: " + body.length,
        "webhook-id: " + id,
        "webhook-timestamp: " + seconds,
        "webhook-signature: v1," + signature(id + "." + seconds + ".", body));
  }

  private String signature(String before, byte[] body) {
    mac.update(before.getBytes(US_ASCII));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
