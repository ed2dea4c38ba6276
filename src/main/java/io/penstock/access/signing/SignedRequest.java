package io.penstock.access.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A request that says it is signed, from its head on. */
public final class SignedRequest {
  private static final long ERA_SECONDS = 60;

  private final SigningKey key;
  private final SignatureHeaders headers;
  private volatile boolean genuine;
  private volatile long fingerprint;

  SignedRequest(SigningKey key, SignatureHeaders headers) {
    this.key = key;
    this.headers = headers;
  }

  /** Looks whether the signature is of these bytes, which are the body as it was sent. */
  public void check(byte[] body) {
    byte[] tag = key.tag(headers.signed(), body);
    genuine = isAmongThose(tag);
    fingerprint = ByteBuffer.wrap(tag).getLong();
  }

  /** Looks at all of them, so that its time tells nothing. */
  private boolean isAmongThose(byte[] tag) {
    boolean found = false;
    for (byte[] given : headers.tags()) {
      found |= MessageDigest.isEqual(given, tag);
    }
    return found;
  }

  /** False until it was {@linkplain #check checked}. */
  public boolean isGenuine() {
    return genuine;
  }

  /** Stands for the whole message: part of a tag that nobody can make without the secret. */
  long fingerprint() {
    return fingerprint;
  }

  /** What was signed in one minute is forgotten together. */
  long era() {
    return headers.timestampSeconds() / ERA_SECONDS;
  }
}
