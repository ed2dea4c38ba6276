/** The DuckDB sink: one file, rows and checkpoint in one transaction. */
@NullMarked
package io.penstock.sink.duckdb;

import org.jspecify.annotations.NullMarked;
