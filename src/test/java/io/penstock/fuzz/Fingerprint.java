package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/** Eight bytes of the SHA-256 of an event. One thread at a time. */
final class Fingerprint {
  private static final ObjectMapper SORTED =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final MessageDigest sha256;

  Fingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Of an event that the sink holds byte by byte. */
  long of(byte[] event) {
    return ByteBuffer.wrap(sha256.digest(event)).getLong();
  }

  /** Of an event that the server wrote: what it says, but for the id, which may be the server's. */
  long ofMeaning(String event) {
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> members = SORTED.readValue(event, Map.class);
      members.remove("id");
      return of(SORTED.writeValueAsString(members).getBytes(UTF_8));
    } catch (JsonProcessingException noJson) {
      return of(event.getBytes(UTF_8));
    }
  }
}
