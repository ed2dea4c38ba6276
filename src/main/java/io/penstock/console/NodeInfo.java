package io.penstock.console;

import java.time.Instant;
import java.util.List;

/** What a node says of itself. */
public record NodeInfo(
    String name, String version, Instant started, List<String> roles, String bootstrapServers) {}
