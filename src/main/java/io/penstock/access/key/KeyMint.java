package io.penstock.access.key;

import io.penstock.config.Secret;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes keys, and what is stored of them. */
public final class KeyMint {
  /** As long as what HMAC-SHA-256 makes of it. */
  private static final int SIGNING_BYTES = 32;

  private static final String SIGNING_PREFIX = "whsec_";

  private final RandomGenerator random;
  private final String environment;
  private final KeyHasher hasher;
  private final SecretBox box;

  /** {@code random} is to be one that nobody can guess; {@code environment} stands in each key. */
  public KeyMint(RandomGenerator random, String environment, Secret pepper) {
    this.random = random;
    this.environment = environment;
    this.hasher = new KeyHasher(pepper);
    this.box = new SecretBox(pepper, random);
  }

  public ApiKey key() {
    return ApiKey.random(random, environment);
  }

  public KeyHash hash(ApiKey key) {
    return hasher.of(key.reveal());
  }

  /** As Standard Webhooks writes it: {@code whsec_} and base64. */
  public Secret signingSecret() {
    byte[] secret = new byte[SIGNING_BYTES];
    random.nextBytes(secret);
    return new Secret(SIGNING_PREFIX + Base64.getEncoder().encodeToString(secret));
  }

  /** As the database is to have it. */
  public String seal(Secret secret) {
    return box.seal(secret);
  }
}
