package io.penstock.sink;

import io.penstock.event.Stream;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sink is made for.
 *
 * @param name the sink's own name, not its type's
 * @param streams those it takes events from
 * @param dataDir where the node keeps its files
 */
public record SinkSetup(String name, List<Stream> streams, Path dataDir) {}
