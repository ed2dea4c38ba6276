package io.penstock.sink.opensearch;

import java.time.Instant;

/**
 * An index that nothing is written to any more, or nearly nothing.
 *
 * @param uuid another one where an index was deleted and made again
 * @param ended when its day was over, or when another index took its place
 */
record Aged(String name, String uuid, Instant ended, boolean isOpen, int shards, long documents) {}
