package io.penstock.access.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** A request that says it is signed, from its head on. */
public final class SignedRequest {
  static final long ERA_SECONDS = 60;

  private final String tenant;
  private final SigningKey key;
  private final SignatureHeaders headers;
  private final Consumer<SigningFault> denied;
  private volatile boolean genuine;
  private volatile long fingerprint;

  /** {@code denied} hears why it is not taken. */
  SignedRequest(
      String tenant, SigningKey key, SignatureHeaders headers, Consumer<SigningFault> denied) {
    this.tenant = tenant;
    this.key = key;
    this.headers = headers;
    this.denied = denied;
  }

  void deny(SigningFault why) {
    denied.accept(why);
  }

  /** Looks whether the signature is of these bytes, which are the body as it was sent. */
  public void check(byte[] body) {
    byte[] tag = key.tag(headers.signed(), body);
    genuine = isAmongThose(tag);
    fingerprint = ByteBuffer.wrap(tag).getLong();
    if (!genuine) {
      deny(SigningFault.WRONG);
    }
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

  String tenant() {
    return tenant;
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
