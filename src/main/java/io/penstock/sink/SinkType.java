package io.penstock.sink;

import io.penstock.config.Section;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of destination: its name in the configuration, how large its batches are, and how one is
 * made from its keys.
 */
public record SinkType(String name, BatchSize batch, Function<Section, Recipe> reader) {
  /** With small batches. */
  public SinkType(String name, Function<Section, Recipe> reader) {
    this(name, BatchSize.PROMPT, reader);
  }

  /** Makes the sink once its configuration was read without a problem. */
  @FunctionalInterface
  public interface Recipe {
    Sink make(SinkSetup setup);

    /** What is to be done in the destination as its contents grow old; by one node for all. */
    default Optional<Upkeep> upkeep(SinkSetup setup) {
      return Optional.empty();
    }

    /**
     * The folder where it keeps everything, as an address that ends with a slash; empty where there
     * is no such thing. Nobody else may write there, and it is told so at the start.
     */
    default Optional<String> folder() {
      return Optional.empty();
    }

    /** Notes with the sink's section what keeps several nodes from having such a sink together. */
    default void checkForSeveralNodes(Section section) {}
  }
}
