package io.penstock.ingest.http;

import java.util.Locale;
import java.util.Optional;

/** How a body is compressed on its way to us; the names are those of IANA's registry. */
enum Coding {
  IDENTITY,
  GZIP,
  /** The zlib format, as HTTP means it; or bare deflate data, as some senders do. */
  DEFLATE,
  ZSTD;

  /** What we take, as {@code Accept-Encoding} lists it. */
  static final String LIST = "gzip, deflate, zstd";

  /** Empty for one that we do not know, and for several on top of each other. */
  static Optional<Coding> named(String contentEncoding) {
    return switch (contentEncoding.toLowerCase(Locale.ROOT).strip()) {
      case "", "identity" -> Optional.of(IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      case "zstd" -> Optional.of(ZSTD);
      default -> Optional.empty();
    };
  }
}
