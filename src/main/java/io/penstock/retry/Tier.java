package io.penstock.retry;

import java.time.Duration;

/**
 * A topic in which every letter waits equally long, so that they are due in the order of their
 * offsets.
 */
public record Tier(String topic, Duration delay) {}
