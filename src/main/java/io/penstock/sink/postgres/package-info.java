/**
 * The PostgreSQL sink: COPY, rows and checkpoint in one transaction, tables partitioned by time.
 */
@NullMarked
package io.penstock.sink.postgres;

import org.jspecify.annotations.NullMarked;
