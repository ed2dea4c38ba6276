package io.penstock.batch;

import io.penstock.event.Slices;

/** When a batch is full. One submission may exceed both bounds and then is a batch alone. */
public record BatchPolicy(int eventsMax, long bytesMax) {
  /** Whether a batch of so many events and bytes may take {@code more}. */
  boolean allows(int events, long bytes, Slices more) {
    return events + more.count() <= eventsMax && bytes + more.bytes() <= bytesMax;
  }
}
