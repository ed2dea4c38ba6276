package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.sink.sql.SqlText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a document is known by: tenant and id, so that the index itself refuses a second one. Not
 * thread-safe.
 */
final class DocumentId {
  /** Longer ones are refused by OpenSearch. */
  private static final int BYTES_MAX = 512;

  private final MessageDigest sha256;

  DocumentId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Readable where that can be; a hash has no colon, so that it is nobody else's. */
  String of(String tenant, String id) {
    String owner = SqlText.clean(tenant);
    String name = owner + ':' + SqlText.clean(id);
    byte[] utf8 = name.getBytes(UTF_8);
    return utf8.length <= BYTES_MAX && owner.indexOf(':') < 0
        ? name
        : "sha256-" + HexFormat.of().formatHex(sha256.digest(withLength(owner, utf8)));
  }

  /** So that nobody finds out which colon ends the tenant. */
  private static byte[] withLength(String owner, byte[] utf8) {
    byte[] length = (owner.length() + ":").getBytes(UTF_8);
    byte[] both = new byte[length.length + utf8.length];
    System.arraycopy(length, 0, both, 0, length.length);
    System.arraycopy(utf8, 0, both, length.length, utf8.length);
    return both;
  }
}
