package io.penstock.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.access.Act.Ending;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes that tie the rows of the audit trail to each other. */
final class AuditChain {
  private AuditChain() {}

  /** Each text goes in behind its length, so that no two rows look the same to it. */
  static String hash(String previous, long seq, long atMillis, Act act, Ending ending) {
    MessageDigest digest = sha256();
    digest.update(
        ByteBuffer.allocate(24).putLong(seq).putLong(atMillis).putLong(ending.affected()).flip());
    for (String text :
        new String[] {
          previous,
          act.who(),
          act.address(),
          act.action(),
          act.object(),
          act.requestId(),
          ending.outcome(),
          ending.beforeHash(),
          ending.afterHash()
        }) {
      byte[] bytes = text.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a text; nothing has none. */
  static String hash(String text) {
    return text.isEmpty() ? "" : HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
