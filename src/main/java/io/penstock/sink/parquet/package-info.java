/** What sinks share that keep events in Parquet files. */
@NullMarked
package io.penstock.sink.parquet;

import org.jspecify.annotations.NullMarked;
