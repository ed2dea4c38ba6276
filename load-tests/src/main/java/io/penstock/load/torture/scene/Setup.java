package io.penstock.load.torture.scene;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a scene is to be made of.
 *
 * @param stream the entry of its stream in the configuration, on one line
 * @param more further sections of the configuration
 * @param environment what the process of each node gets; nodes are counted from 0
 */
public record Setup(
    String stream,
    List<Sink> sinks,
    String more,
    long seed,
    IntFunction<Map<String, String>> environment) {
  private static final String OPEN =
      "{kind: open, type: type, time: time, key: session, session: key}";

  /** With the stream that the bench's own events are for. */
  public static Setup of(
      List<Sink> sinks, String more, long seed, IntFunction<Map<String, String>> environment) {
    return new Setup(OPEN, sinks, more, seed, environment);
  }
}
