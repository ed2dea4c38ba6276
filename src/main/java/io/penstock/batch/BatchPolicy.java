package io.penstock.batch;

/** When a batch is full. One submission may exceed both bounds and then is a batch alone. */
public record BatchPolicy(int eventsMax, long bytesMax) {}
