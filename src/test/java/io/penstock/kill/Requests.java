package io.penstock.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes every request of a run, and remembers what each event's bytes were. The same seed gives the
 * same requests.
 */
final class Requests {
  private static final int EVENTS_MAX = 500;
  private static final int PIECES_MAX = 400;
  private static final long FIRST_SECOND = Instant.parse("2026-11-19T00:00:00Z").getEpochSecond();
  private static final int SECONDS = 3 * 24 * 3_600;
  private static final List<String> TYPES = List.of("ordered", "paid", "shipped", "returned");

  /** What a store that parses and writes anew would not give back as it was. */
  private static final List<String> NUMBERS =
      List.of("1.50", "1e2", "-0", "0.1000", "12345678901234567890123", "7");

  private static final List<String> PIECES =
      List.of(
          "abc",
          " ",
          "\\\"",
          "\\u00e9",
          "é",
          "漢",
          "🌊",
          "\\/",
          "\\n",
          "0123456789",
          "\\ud83c\\udf0a");

  /** The bytes of one request, sent again as they are until they were accepted. */
  record Request(byte[] body, int events) {}

  private final SplittableRandom random;
  private final long seed;
  private final int total;
  private final Fingerprint fingerprint = new Fingerprint();
  private final Map<String, String> fingerprintsById;
  private int made;

  Requests(Dose dose) {
    this.seed = dose.seed();
    this.random = new SplittableRandom(dose.seed());
    this.total = dose.events();
    this.fingerprintsById = HashMap.newHashMap(dose.events());
  }

  /** Empty when all events were made. */
  synchronized Optional<Request> next() {
    int events = Math.min(total - made, skewed(EVENTS_MAX));
    if (events == 0) {
      return Optional.empty();
    }
    var body = new ByteArrayOutputStream();
    for (int i = 0; i < events; i++) {
      body.write(i == 0 ? '[' : ',');
      body.writeBytes(event());
    }
    body.write(']');
    return Optional.of(new Request(body.toByteArray(), events));
  }

  private byte[] event() {
    String id = "k%d-%07d".formatted(seed, made++);
    byte[] event =
        "{\"id\":\"%s\", \"type\":\"%s\",\"time\":\"%s\",\"amount\":%s,\"text\":\"%s\"}"
            .formatted(id, oneOf(TYPES), time(), oneOf(NUMBERS), text())
            .getBytes(UTF_8);
    fingerprintsById.put(id, fingerprint.of(event));
    return event;
  }

  private Instant time() {
    return Instant.ofEpochSecond(
        FIRST_SECOND + random.nextInt(SECONDS), random.nextInt(1_000) * 1_000_000L);
  }

  private String text() {
    int pieces = skewed(PIECES_MAX);
    var text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(oneOf(PIECES));
    }
    return text.toString();
  }

  /** From 1 to {@code max}; each power of ten is as likely as the other. */
  private int skewed(int max) {
    return (int) Math.pow(max, random.nextDouble());
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Of every event made so far, by its id. */
  synchronized Map<String, String> fingerprintsById() {
    return Map.copyOf(fingerprintsById);
  }
}
