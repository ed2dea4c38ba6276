package io.penstock.load.torture.account;

/** Where a record of a topic is. */
public record Place(int partition, long offset) {}
