package io.penstock.console;

import java.time.Instant;

/** What a node says of itself. */
public record NodeInfo(String name, String version, Instant started, String bootstrapServers) {}
