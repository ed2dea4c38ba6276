package io.penstock.ingest.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.event.EventId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names the events of one request that have no id of their own, after the request's bytes and their
 * place in it: an exporter that repeats a request sends the same bytes, and so the same events.
 */
final class EventNames {
  private static final int DIGEST_BYTES = 32;

  private final byte[] digest;
  private int place;

  EventNames(byte[] body) {
    this.digest = sha256().digest(body);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  String next() {
    byte[] name =
        ByteBuffer.allocate(DIGEST_BYTES + Integer.BYTES).put(digest).putInt(place++).array();
    return new String(EventId.uuid5(name), US_ASCII);
  }
}
