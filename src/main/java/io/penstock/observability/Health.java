package io.penstock.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The state of each component of this node, as it last said. */
public final class Health {
  /** What a component says of itself. */
  public record State(Level level, String detail) {}

  /** Green works, amber works on its own and needs a look, red does not work. */
  public enum Level {
    GREEN,
    AMBER,
    RED
  }

  private final Map<String, State> components = new ConcurrentSkipListMap<>();
  private volatile boolean draining;
  private volatile boolean holdingBack;

  public void green(String component) {
    green(component, "works");
  }

  /** Nothing is wrong, and there is more to say than that it works. */
  public void green(String component, String detail) {
    components.put(component, new State(Level.GREEN, detail));
  }

  public void amber(String component, String detail) {
    components.put(component, new State(Level.AMBER, detail));
  }

  public void red(String component, String detail) {
    components.put(component, new State(Level.RED, detail));
  }

  /** The component is no longer there, so its state says nothing. */
  public void forget(String component) {
    components.remove(component);
  }

  /** From now on the node takes nothing new. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }

  public Map<String, State> components() {
    return Map.copyOf(components);
  }

  /** Whether the spool holds something, so that what comes goes behind it. */
  public void holdsBack(boolean something) {
    holdingBack = something;
  }

  /**
   * Whether an event can be kept durably now: by the log, or by the spool while the log is away or
   * the spool is not empty. A sink that is down does not matter here: the log keeps its events.
   */
  public boolean isReady() {
    return !draining && (works("spool") || (!holdingBack && works("log")));
  }

  /** Whether the component has said so, be it with a complaint. */
  public boolean works(String component) {
    State state = components.get(component);
    return state != null && state.level() != Level.RED;
  }
}
