package io.penstock.sink;

import io.penstock.config.Section;
import java.util.function.Function;

/** A kind of destination: its name in the configuration, and how one is made from its keys. */
public record SinkType(String name, Function<Section, Recipe> reader) {
  /** Makes the sink once its configuration was read without a problem. */
  @FunctionalInterface
  public interface Recipe {
    Sink make(SinkSetup setup);

    /** Notes with the sink's section what keeps several nodes from having such a sink together. */
    default void checkForSeveralNodes(Section section) {}
  }
}
