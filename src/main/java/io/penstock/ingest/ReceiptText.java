package io.penstock.ingest;

import io.penstock.batch.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receipt as a sender sees it: topic, partitions and offsets, such as {@code
 * events~0:17-19~3:5-5}; safe in a path as it is.
 */
public final class ReceiptText {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

  private ReceiptText() {}

  /** All places are in one topic; none makes an empty text. */
  public static String of(List<Place> places) {
    if (places.isEmpty()) {
      return "";
    }
    var receipt = new StringBuilder(places.getFirst().topic());
    for (Place place : places) {
      receipt.append('~').append(place.partition()).append(':');
      receipt.append(place.firstOffset()).append('-').append(place.lastOffset());
    }
    return receipt.toString();
  }

  /** Empty where the text is no receipt of ours. */
  public static Optional<List<Place>> read(String receipt) {
    String[] parts = receipt.split("~", -1);
    if (parts.length < 2 || !TOPIC.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    List<Place> places = new ArrayList<>(parts.length - 1);
    for (int i = 1; i < parts.length; i++) {
      Matcher place = PLACE.matcher(parts[i]);
      if (!place.matches() || Long.parseLong(place.group(2)) > Long.parseLong(place.group(3))) {
        return Optional.empty();
      }
      places.add(
          new Place(
              parts[0],
              Integer.parseInt(place.group(1)),
              Long.parseLong(place.group(2)),
              Long.parseLong(place.group(3))));
    }
    return Optional.of(places);
  }
}
