package io.penstock.ingest;

import io.penstock.batch.Place;
import io.penstock.batch.SpoolPlace;
import io.penstock.ingest.Receipt.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receipt as a sender sees it: topic, partitions and offsets, such as {@code
 * events~0:17-19~3:5-5}; and for what the spool keeps the node, the segment and the positions in
 * it, such as {@code events~spool:node-1:7:100-104}. Safe in a path as it is.
 */
public final class ReceiptText {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");
  private static final Pattern SPOOLED =
      Pattern.compile("spool:([A-Za-z0-9._-]{1,200}):(\\d{1,18}):(\\d{1,18})-(\\d{1,18})");

  private ReceiptText() {}

  /** What a receipt names; the places are all in one topic. */
  public record Named(String topic, List<Place> places, List<SpoolPlace> spooled) {}

  /** All places are in one topic; none makes an empty text. */
  public static String of(Kept kept) {
    var receipt = new StringBuilder();
    for (Place place : kept.places()) {
      begin(receipt, place.topic()).append('~').append(place.partition());
      receipt.append(':').append(place.firstOffset()).append('-').append(place.lastOffset());
    }
    for (SpoolPlace place : kept.spooled()) {
      begin(receipt, place.topic()).append("~spool:").append(place.node()).append(':');
      receipt.append(place.segment()).append(':').append(place.first()).append('-');
      receipt.append(place.last());
    }
    return receipt.toString();
  }

  private static StringBuilder begin(StringBuilder receipt, String topic) {
    return receipt.isEmpty() ? receipt.append(topic) : receipt;
  }

  /** Empty where the text is no receipt of ours. */
  public static Optional<Named> read(String receipt) {
    String[] parts = receipt.split("~", -1);
    if (parts.length < 2 || !TOPIC.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    var named = new Named(parts[0], new ArrayList<>(), new ArrayList<>());
    for (int i = 1; i < parts.length; i++) {
      if (!read(parts[i], named)) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  private static boolean read(String part, Named into) {
    Matcher place = PLACE.matcher(part);
    if (place.matches()) {
      int partition = Integer.parseInt(place.group(1));
      long first = Long.parseLong(place.group(2));
      long last = Long.parseLong(place.group(3));
      return first <= last && into.places.add(new Place(into.topic, partition, first, last));
    }
    Matcher spooled = SPOOLED.matcher(part);
    return spooled.matches() && readSpooled(spooled, into);
  }

  private static boolean readSpooled(Matcher spooled, Named into) {
    String node = spooled.group(1);
    long segment = Long.parseLong(spooled.group(2));
    long first = Long.parseLong(spooled.group(3));
    long last = Long.parseLong(spooled.group(4));
    return first <= last
        && into.spooled.add(new SpoolPlace(into.topic, node, segment, first, last));
  }
}
