package io.penstock.log.login;

import io.penstock.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a file in PEM is to hold. */
enum PemFile {
  CERTIFICATES("-----BEGIN CERTIFICATE-----", "no certificate in PEM"),
  KEY(
      "-----BEGIN PRIVATE KEY-----",
      "no unencrypted key in PEM (PKCS #8); openssl pkcs8 -topk8 -nodes makes one of another");

  private final String beginning;
  private final String lack;

  PemFile(String beginning, String lack) {
    this.beginning = beginning;
    this.lack = lack;
  }

  /** Notes what is wrong with a file; an empty name is none. */
  void check(Section section, String key, String file) {
    try {
      if (!file.isEmpty() && !read(file).contains(beginning)) {
        section.reject(key, "'" + file + "' holds " + lack);
      }
    } catch (IOException | InvalidPathException unreadable) {
      section.reject(key, "'" + file + "' cannot be read");
    }
  }

  static String read(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
