package io.penstock.load.torture.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.torture.account.Fingerprint;
import io.penstock.load.torture.account.Reading;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The dead letters of a stream, dealt out to the accounts of their sinks. */
public final class Letters {
  /** What a person needs to find and mend what a letter is about. */
  private static final List<String> HEADERS =
      List.of(
          "penstock-tenant",
          "penstock-origin-topic",
          "penstock-origin-partition",
          "penstock-origin-offset",
          "penstock-sink",
          "penstock-error-class",
          "penstock-error-message");

  private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]*)\"");

  private final Map<String, Reading> readings;
  private final Poison poison;
  private final Map<String, BitSet> poisoned = new TreeMap<>();
  private final Fingerprint fingerprint = new Fingerprint();
  private final Set<Origin> unseenOrigins = new HashSet<>();
  private final Map<String, Long> byPath = new TreeMap<>();
  private long incomplete;
  private long changed;
  private long twice;
  private long homeless;

  Letters(Map<String, Reading> readings, Poison poison) {
    this.readings = readings;
    this.poison = poison;
  }

  /** Which record of the stream's topic a letter says that it was, and what it says it held. */
  private record Origin(String partition, String offset, long fingerprint) {}

  void take(ConsumerRecord<byte[], byte[]> letter) {
    unseenOrigins.add(
        new Origin(
            header(letter, "penstock-origin-partition").orElse(""),
            header(letter, "penstock-origin-offset").orElse(""),
            fingerprint.of(bytes(letter.value()))));
    byPath.merge(header(letter, "penstock-error-path").orElse(""), 1L, Long::sum);
    if (HEADERS.stream().anyMatch(name -> letter.headers().lastHeader(name) == null)) {
      incomplete++;
    }
    String sink = header(letter, "penstock-sink").orElse("");
    Reading reading = readings.get(sink);
    if (reading == null) {
      homeless++;
    } else if (Poison.isPoison(letter.key())) {
      takePoison(sink, Poison.numberOf(letter.key()), letter.value());
    } else {
      reading.deadLetter(idIn(letter.value()), bytes(letter.value()));
    }
  }

  /** Looks at a record of the stream's topic, once all letters were taken. */
  void compare(ConsumerRecord<byte[], byte[]> record) {
    unseenOrigins.remove(
        new Origin(
            Integer.toString(record.partition()),
            Long.toString(record.offset()),
            fingerprint.of(bytes(record.value()))));
  }

  private void takePoison(String sink, int number, byte @Nullable [] value) {
    BitSet numbers = poisoned.computeIfAbsent(sink, _ -> new BitSet());
    if (numbers.get(number)) {
      twice++;
    }
    numbers.set(number);
    if (!Arrays.equals(value, poison.value(number))) {
      changed++;
    }
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return Optional.ofNullable(letter.headers().lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  /** As the bench's own events begin; empty where it is none. */
  static String idIn(byte @Nullable [] value) {
    Matcher id = ID.matcher(new String(bytes(value), UTF_8));
    return id.lookingAt() ? id.group(1) : "";
  }

  private static byte[] bytes(byte @Nullable [] value) {
    return value == null ? new byte[0] : value;
  }

  /** Records of the foreign producer that this sink set aside, each counted once. */
  public long poisoned(String sink) {
    return poisoned.getOrDefault(sink, new BitSet()).cardinality();
  }

  /** Letters whose record in the stream's topic is another, or none. */
  public long misplaced() {
    return unseenOrigins.size();
  }

  /** How many letters name which field, or constraint, as the bad one. */
  public Map<String, Long> byPath() {
    return byPath;
  }

  /** Without a header that every letter has, or without a sink that we know. */
  public long incomplete() {
    return incomplete + homeless;
  }

  /** Of the foreign producer's: with another value, or there once more. */
  public long wrong() {
    return changed + twice;
  }
}
