package io.penstock.access.key;

import io.penstock.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The pepper of a node that is alone and was told none: made at its first start, and kept. */
public final class PepperFile {
  private static final String NAME = "access-pepper";
  private static final int BYTES = 32;

  private PepperFile() {}

  /**
   * Reads it, or makes it.
   *
   * @throws IllegalStateException with a sentence for people, where neither can be
   */
  public static Secret in(Path dataDir) {
    Path file = dataDir.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        PrivateFile.write(file, writer -> writer.write(random()));
      }
      return read(file);
    } catch (IOException fault) {
      throw new IllegalStateException("the pepper of keys, %s: %s".formatted(file, fault), fault);
    }
  }

  private static Secret read(Path file) throws IOException {
    String pepper = Files.readString(file).strip();
    if (pepper.length() < BYTES) {
      throw new IllegalStateException(
          "the pepper of keys, %s, is damaged: take it from a backup; without it, remove it, and"
                  .formatted(file)
              + " make all keys of tenants anew");
    }
    return new Secret(pepper);
  }

  private static String random() {
    byte[] pepper = new byte[BYTES];
    new SecureRandom().nextBytes(pepper);
    return HexFormat.of().formatHex(pepper);
  }
}
