package io.penstock.fuzz;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in every event, and finds the request that brought it. Those of damaged requests begin
 * with another letter, and a damaged one fails its own check: so no mark of a good event is forged.
 */
record Mark(int request, int event, boolean good) {
  private static final Pattern PATTERN = Pattern.compile("[gd](\\d{1,9})-(\\d{1,3})-([0-9a-f]{8})");

  static String of(int request, int event, boolean good) {
    String place = (good ? "g" : "d") + request + "-" + event;
    return place + "-" + check(place);
  }

  /** The first that is whole; empty where a damaged request has lost it. */
  static Optional<Mark> in(String data) {
    Matcher found = PATTERN.matcher(data);
    while (found.find()) {
      String place = found.group().substring(0, found.start(3) - found.start() - 1);
      if (check(place).equals(found.group(3))) {
        return Optional.of(
            new Mark(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                data.charAt(found.start()) == 'g'));
      }
    }
    return Optional.empty();
  }

  private static String check(String place) {
    long mixed = place.hashCode() * 0x9E3779B97F4A7C15L;
    return HexFormat.of().toHexDigits((int) (mixed ^ (mixed >>> 32)));
  }
}
