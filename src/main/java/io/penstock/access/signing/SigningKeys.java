package io.penstock.access.signing;

import io.penstock.access.key.SecretBox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets of keys whose requests must be signed, opened when they are needed first. */
public final class SigningKeys {
  /** Of keys that are long over, too: beyond it all are opened again. */
  private static final int OPENED_MAX = 100_000;

  private final SecretBox box;
  private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

  public SigningKeys(SecretBox box) {
    this.box = box;
  }

  /**
   * Opens what the database has.
   *
   * @throws IllegalStateException where it was sealed with another pepper
   */
  public SigningKey open(String sealed) {
    if (opened.size() >= OPENED_MAX) {
      opened.clear();
    }
    return opened.computeIfAbsent(sealed, this::unseal);
  }

  private SigningKey unseal(String sealed) {
    return box.open(sealed)
        .flatMap(SigningKey::of)
        .orElseThrow(
            () -> new IllegalStateException("a signing secret was not sealed with this pepper"));
  }
}
