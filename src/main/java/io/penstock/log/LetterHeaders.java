package io.penstock.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.RequestStamp;
import io.penstock.log.Letter.Other;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The named headers of a letter, as {@code docs/dead-letters.md} lists them: written anew with each
 * move, never appended to. Times are RFC 3339, numbers decimal.
 */
final class LetterHeaders {
  /** A record with this header is a letter. */
  static final String ORIGIN_TOPIC = "penstock-origin-topic";

  /** What the names of our own headers begin with. */
  static final String OURS = "penstock-";

  private static final String ORIGIN_PARTITION = "penstock-origin-partition";
  private static final String ORIGIN_OFFSET = "penstock-origin-offset";
  private static final String ORIGIN_TIMESTAMP = "penstock-origin-timestamp";
  private static final String TENANT = "penstock-tenant";
  private static final String EVENT_ID = RequestStamp.ID_HEADER;
  private static final String RECEIVED_AT = "penstock-received-at";
  private static final String CLIENT_IP = "penstock-client-ip";
  private static final String KEY_ID = "penstock-key-id";
  private static final String SINK = "penstock-sink";
  private static final String GROUP = "penstock-group";
  private static final String ERROR_CLASS = "penstock-error-class";
  private static final String ERROR_CODE = "penstock-error-code";
  private static final String ERROR_MESSAGE = "penstock-error-message";
  private static final String ERROR_PATH = "penstock-error-path";
  private static final String ATTEMPT = "penstock-attempt";
  private static final String NOT_BEFORE = "penstock-not-before";
  private static final String FIRST_FAILED_AT = "penstock-first-failed-at";
  private static final String REPLAY_ID = "penstock-replay-id";

  private LetterHeaders() {}

  static ProducerRecord<byte[], byte[]> record(Letter letter, String topic, int partition) {
    return new ProducerRecord<>(
        topic, partition, null, letter.key(), letter.value(), headersOf(letter));
  }

  private static List<Header> headersOf(Letter letter) {
    List<Header> headers = new ArrayList<>(letter.others().size() + 20);
    letter.others().forEach(other -> headers.add(new RecordHeader(other.name(), other.value())));
    add(headers, TENANT, letter.stamp().tenant());
    add(headers, EVENT_ID, letter.eventId());
    add(headers, RECEIVED_AT, ofMicros(letter.stamp().receivedAtMicros()));
    add(headers, CLIENT_IP, letter.stamp().clientAddress());
    add(headers, KEY_ID, letter.stamp().keyId());
    add(headers, ORIGIN_TOPIC, letter.origin().topic());
    add(headers, ORIGIN_PARTITION, Integer.toString(letter.origin().number()));
    add(headers, ORIGIN_OFFSET, Long.toString(letter.originOffset()));
    add(headers, ORIGIN_TIMESTAMP, ofMillis(letter.originTimestampMillis()));
    add(headers, SINK, letter.sink());
    add(headers, GROUP, letter.group());
    add(headers, ERROR_CLASS, letter.failure().kind().text());
    add(headers, ERROR_CODE, letter.failure().code());
    add(headers, ERROR_MESSAGE, letter.failure().message());
    add(headers, ERROR_PATH, letter.failure().path());
    add(headers, ATTEMPT, Integer.toString(letter.attempt()));
    letter.notBeforeMillis().ifPresent(millis -> add(headers, NOT_BEFORE, ofMillis(millis)));
    add(headers, FIRST_FAILED_AT, ofMillis(letter.firstFailedAtMillis()));
    if (!letter.replayId().isEmpty()) {
      add(headers, REPLAY_ID, letter.replayId());
    }
    return headers;
  }

  private static void add(List<Header> headers, String name, String value) {
    headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
  }

  private static String ofMillis(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /** Empty where the headers are not those of a letter of ours. */
  static Optional<Letter> letter(LogRecord record) {
    Map<String, String> ours = new HashMap<>();
    for (Other header : record.headers()) {
      if (header.name().startsWith(OURS)) {
        ours.put(header.name(), textOf(header.value()));
      }
    }
    try {
      return Optional.of(letter(record, ours));
    } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  private static String textOf(byte @Nullable [] value) {
    return value == null ? "" : new String(value, UTF_8);
  }

  private static Letter letter(LogRecord record, Map<String, String> ours) {
    return new Letter(
        new Partition(text(ours, ORIGIN_TOPIC), Integer.parseInt(text(ours, ORIGIN_PARTITION))),
        Long.parseLong(text(ours, ORIGIN_OFFSET)),
        millis(ours, ORIGIN_TIMESTAMP),
        record.key(),
        record.value(),
        record.others(),
        new RequestStamp(
            text(ours, TENANT),
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text(ours, RECEIVED_AT))),
            text(ours, CLIENT_IP),
            text(ours, KEY_ID)),
        textOf(record.id()),
        text(ours, SINK),
        text(ours, GROUP),
        new Failure(
            Failure.Kind.valueOf(text(ours, ERROR_CLASS).toUpperCase(Locale.ROOT)),
            text(ours, ERROR_CODE),
            text(ours, ERROR_MESSAGE),
            text(ours, ERROR_PATH)),
        Integer.parseInt(text(ours, ATTEMPT)),
        ours.containsKey(NOT_BEFORE) ? Optional.of(millis(ours, NOT_BEFORE)) : Optional.empty(),
        millis(ours, FIRST_FAILED_AT),
        text(ours, REPLAY_ID));
  }

  private static String text(Map<String, String> ours, String name) {
    return ours.getOrDefault(name, "");
  }

  private static long millis(Map<String, String> ours, String name) {
    return Instant.parse(text(ours, name)).toEpochMilli();
  }
}
