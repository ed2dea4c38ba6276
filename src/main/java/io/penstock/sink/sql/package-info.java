/** What SQL destinations have in common: their tables, what fits a column, and the checkpoint. */
@NullMarked
package io.penstock.sink.sql;

import org.jspecify.annotations.NullMarked;
