package io.penstock.access.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.config.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

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
      Files.createDirectories(dataDir);
      make(file);
      return new Secret(Files.readString(file).strip());
    } catch (IOException fault) {
      throw new IllegalStateException("the pepper of keys, %s: %s".formatted(file, fault), fault);
    }
  }

  /** Nobody else is to read it, not even for the moment until it is whole. */
  private static void make(Path file) throws IOException {
    var onlyOurs =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> made =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    try (var channel = Files.newByteChannel(file, made, onlyOurs)) {
      channel.write(US_ASCII.encode(random()));
    } catch (FileAlreadyExistsException fromAnEarlierStart) {
      // It is what keys were hashed with.
    }
  }

  private static String random() {
    byte[] pepper = new byte[BYTES];
    new SecureRandom().nextBytes(pepper);
    return HexFormat.of().formatHex(pepper);
  }
}
