package io.penstock.load.torture.play;

import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;

/** What is done to a scene. */
public sealed interface Action {

  /** The connections of a proxy get worse, or well again. */
  record Become(String proxy, Condition condition) implements Action {
    @Override
    public String toString() {
      return proxy + ": " + condition;
    }
  }

  /** SIGKILL to a process, or to both at once. */
  record Kill(Part part) implements Action {
    @Override
    public String toString() {
      return "SIGKILL " + part.words();
    }
  }

  /** Starts what was killed, and waits until the node takes events again. */
  record Start(Part part) implements Action {
    @Override
    public String toString() {
      return "start " + part.words();
    }
  }

  /** Something of a scenario's own; answers what exactly was done. */
  record Special(String words, boolean isFault, Deed deed) implements Action {
    @Override
    public String toString() {
      return words;
    }
  }

  /** What a special action does. */
  @FunctionalInterface
  interface Deed {
    String on(Scene scene);
  }

  /** Which processes. */
  enum Part {
    NODE("node"),
    BROKER("broker"),
    BOTH("node and broker");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** What is ill from this action on, or well again. */
  default String patient() {
    return switch (this) {
      case Become(String proxy, Condition _) -> "proxy " + proxy;
      case Kill _, Start _ -> "process";
      case Special _ -> "special";
    };
  }

  default boolean isFault() {
    return switch (this) {
      case Become(String _, Condition condition) -> !(condition instanceof Condition.Calm);
      case Kill _ -> true;
      case Start _ -> false;
      case Special special -> special.isFault();
    };
  }
}
