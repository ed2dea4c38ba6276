package io.penstock.load.torture.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sent an event, and as which of his own: all that is needed to know everything else of it.
 *
 * @param producer sends his events one after the other over one connection
 * @param sequence counts them, from 0
 */
public record EventName(int producer, int sequence) {
  private static final Pattern ID = Pattern.compile("t-(\\d{1,4})-(\\d{1,9})");

  public String id() {
    return "t-" + producer + "-" + sequence;
  }

  /** Empty where it is no id of ours. */
  public static Optional<EventName> of(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new EventName(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }
}
