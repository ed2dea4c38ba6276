package io.penstock.batch;

/** Said by the producer when it has taken a batch and could take the next. */
public record ProducerFree() {}
