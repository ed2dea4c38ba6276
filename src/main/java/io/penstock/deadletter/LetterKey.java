package io.penstock.deadletter;

import io.penstock.log.Letter;
import io.penstock.log.Partition;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which dead letter: the sink, and where the stream's topic has the record. People write it {@code
 * duckdb~orders~3:17}.
 */
public record LetterKey(String sink, Partition origin, long offset) {
  static final String COLUMNS = "sink, origin_topic, origin_partition, origin_offset";

  /** The condition that finds one, with {@link #addTo(Tuple)} filling it. */
  static final String IS =
      "sink = ? AND origin_topic = ? AND origin_partition = ? AND origin_offset = ?";

  private static final Pattern TEXT =
      Pattern.compile("([a-z0-9_-]{1,64})~([A-Za-z0-9._-]{1,249})~(\\d{1,9}):(\\d{1,18})");

  static LetterKey of(Letter letter) {
    return new LetterKey(letter.sink(), letter.origin(), letter.originOffset());
  }

  /** Whether it is this letter. */
  public boolean isOf(Letter letter) {
    return equals(of(letter));
  }

  static LetterKey of(Row row) {
    return new LetterKey(
        row.getString("sink"),
        new Partition(row.getString("origin_topic"), row.getInteger("origin_partition")),
        row.getLong("origin_offset"));
  }

  /** Empty where the text is no key. */
  public static Optional<LetterKey> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LetterKey(
                matcher.group(1),
                new Partition(matcher.group(2), Integer.parseInt(matcher.group(3))),
                Long.parseLong(matcher.group(4))))
        : Optional.empty();
  }

  Tuple addTo(Tuple values) {
    return values
        .addString(sink)
        .addString(origin.topic())
        .addInteger(origin.number())
        .addLong(offset);
  }

  @Override
  public String toString() {
    return sink + "~" + origin.topic() + "~" + origin.number() + ":" + offset;
  }
}
