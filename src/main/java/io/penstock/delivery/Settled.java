package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;

/** Told after each checkpoint. */
public record Settled(String sink, String topic, int partition, Checkpoint checkpoint) {}
