package io.penstock.load.torture.play;

import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import java.util.List;
import java.util.stream.IntStream;

/** What is done to a scene. */
public sealed interface Action {

  /** The connections of a proxy get worse, or well again. */
  record Become(String proxy, Condition condition) implements Action {
    @Override
    public String toString() {
      return proxy + ": " + condition;
    }
  }

  /** SIGKILL to processes, all at once. */
  record Kill(Part part) implements Action {
    @Override
    public String toString() {
      return "SIGKILL " + part.words();
    }
  }

  /** SIGTERM to nodes, one after the other, and waits until each has ended. */
  record Stop(Part part) implements Action {
    @Override
    public String toString() {
      return "SIGTERM " + part.words();
    }
  }

  /** SIGSTOP to nodes. */
  record Freeze(Part part) implements Action {
    @Override
    public String toString() {
      return "SIGSTOP " + part.words();
    }
  }

  /** SIGCONT to nodes. */
  record Thaw(Part part) implements Action {
    @Override
    public String toString() {
      return "SIGCONT " + part.words();
    }
  }

  /** Starts what was killed or stopped, and waits until nodes take events again. */
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

  /** Which processes; nodes and brokers are counted from 0. */
  record Part(String words, List<Integer> nodes, List<Integer> brokers) {
    public static final Part NODE = new Part("node", List.of(0), List.of());
    public static final Part BROKER = new Part("broker", List.of(), List.of(0));
    public static final Part BOTH = new Part("node and broker", List.of(0), List.of(0));

    /** One of a cluster. */
    public static Part node(int number) {
      return new Part(Scene.nameOf(number), List.of(number), List.of());
    }

    /** One of several. */
    public static Part broker(int number) {
      return new Part("broker-" + (number + 1), List.of(), List.of(number));
    }

    public static Part brokers(int count) {
      return new Part("all brokers", List.of(), IntStream.range(0, count).boxed().toList());
    }
  }

  /** What is ill from this action on, or well again. */
  default String patient() {
    return switch (this) {
      case Become(String proxy, Condition _) -> "proxy " + proxy;
      case Kill(Part part) -> part.words();
      case Stop(Part part) -> part.words();
      case Freeze(Part part) -> part.words();
      case Thaw(Part part) -> part.words();
      case Start(Part part) -> part.words();
      case Special _ -> "special";
    };
  }

  default boolean isFault() {
    return switch (this) {
      case Become(String _, Condition condition) -> !(condition instanceof Condition.Calm);
      case Kill _, Stop _, Freeze _ -> true;
      case Start _, Thaw _ -> false;
      case Special special -> special.isFault();
    };
  }
}
