package io.penstock.deadletter;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What people have done with a dead letter. */
public enum State {
  /** Nobody has, or it came back. */
  NEW,
  /** It is on its way to its sink again. */
  REPLAYING,
  /** The sink has settled it after a replay, or a person said that it is mended. */
  RESOLVED,
  /** A person said that it is not wanted. */
  DISCARDED;

  /** As the database and answers have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<State> of(String text) {
    return Stream.of(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
