package io.penstock.sink.parquet;

import org.jspecify.annotations.Nullable;

/**
 * What the values of one column of a file are like.
 *
 * @param nulls rows without a value
 * @param min the smallest value: a text by its bytes, or a number; null where there is none, or
 *     nobody has kept it
 * @param max the largest one, likewise
 */
public record ColumnStats(
    EventColumn column, long nulls, @Nullable Object min, @Nullable Object max) {}
