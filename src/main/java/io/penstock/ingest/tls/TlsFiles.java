package io.penstock.ingest.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What was in the files of a door when somebody looked. Two looks are compared byte by byte: what a
 * file system says of times may be the same for a file that was written twice.
 */
sealed interface TlsFiles {
  int BYTES_MAX = 1 << 20;

  /** {@code clientAuthority} is empty where no certificates are asked for. */
  record Contents(Buffer certificate, Buffer key, Buffer clientAuthority) implements TlsFiles {
    /** A key is nothing to be printed. */
    @Override
    public String toString() {
      return "***";
    }
  }

  record Unreadable(String why) implements TlsFiles {}

  static TlsFiles read(TlsConfig config) {
    try {
      return new Contents(
          bytes(config.certificate()),
          bytes(config.key()),
          config.asksForCertificates() ? bytes(config.clientAuthority()) : Buffer.buffer());
    } catch (UnusableFiles fault) {
      return new Unreadable(String.valueOf(fault.getMessage()));
    }
  }

  private static Buffer bytes(String file) throws UnusableFiles {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new UnusableFiles(file + " is larger than 1MB");
      }
      return Buffer.buffer(bytes);
    } catch (NoSuchFileException missing) {
      throw new UnusableFiles(file + " does not exist");
    } catch (IOException fault) {
      throw new UnusableFiles(file + " cannot be read: " + fault);
    }
  }
}
