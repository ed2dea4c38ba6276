package io.penstock.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.access.audit.Act.Ending;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hashes that tie the records of the audit trail to each other: SHA-256 over all of a record
 * and the hash before it. Records that were written by older versions keep their older format.
 */
final class AuditChain {
  /** That of new records. */
  static final int FORMAT = 1;

  /** Without tenant, key and reason, which records then did not have. */
  private static final int FIRST_FORMAT = 0;

  private AuditChain() {}

  static boolean knows(int format) {
    return format == FIRST_FORMAT || format == FORMAT;
  }

  /** What the hash of a record has to be. */
  static String hash(AuditRecord record) {
    MessageDigest digest = sha256();
    if (record.format() != FIRST_FORMAT) {
      digest.update(ByteBuffer.allocate(4).putInt(record.format()).flip());
    }
    digest.update(
        ByteBuffer.allocate(24)
            .putLong(record.seq())
            .putLong(record.atMillis())
            .putLong(record.ending().affected())
            .flip());
    texts(record).forEach(text -> add(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Stream<String> texts(AuditRecord record) {
    Act act = record.act();
    Ending ending = record.ending();
    List<String> first =
        List.of(
            record.previousHash(),
            act.who(),
            act.address(),
            act.action(),
            act.object(),
            act.requestId(),
            ending.outcome(),
            ending.beforeHash(),
            ending.afterHash());
    return record.format() == FIRST_FORMAT
        ? first.stream()
        : Stream.concat(first.stream(), later(act).stream());
  }

  private static List<String> later(Act act) {
    return List.of(act.subject().keyId(), act.subject().tenant(), act.why());
  }

  /** Each text goes in behind its length, so that no two records look the same to it. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  /** Whether all that a record says is in its hash, and as it was when that was made. */
  static boolean isGenuine(AuditRecord record) {
    boolean saysMore =
        record.format() == FIRST_FORMAT
            && later(record.act()).stream().anyMatch(it -> !it.isEmpty());
    return !saysMore && hash(record).equals(record.hash());
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
