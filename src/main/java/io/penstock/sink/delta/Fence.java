package io.penstock.sink.delta;

import io.penstock.ledger.Checkpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoint of a partition as a table has it: in the commit of the rows the offset as the
 * version of a transaction, which other programs know, and all of it under a domain of our own. Of
 * two commits that move the same domain Kernel lets only one through.
 */
record Fence(String name) {
  private static final Pattern TEXT =
      Pattern.compile("\\{\"next\":(\\d{1,18}),\"checkpoint\":\"([0-9,+]+)\"}");

  static Fence of(String sink, String topic, int partition) {
    return new Fence("penstock/%s/%s/%d".formatted(sink, topic, partition));
  }

  static String text(Checkpoint checkpoint) {
    return "{\"next\":%d,\"checkpoint\":\"%s\"}".formatted(checkpoint.next(), checkpoint.packed());
  }

  /** Empty where the text is not ours. */
  static Optional<Checkpoint> read(String text) {
    Matcher ours = TEXT.matcher(text);
    return ours.matches()
        ? Checkpoint.unpacked(Long.parseLong(ours.group(1)), ours.group(2))
        : Optional.empty();
  }
}
