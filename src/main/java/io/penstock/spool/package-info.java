/**
 * Keeps on disk what the log cannot take now, and gives it back in order. Knows nothing of what it
 * keeps.
 */
@NullMarked
package io.penstock.spool;

import org.jspecify.annotations.NullMarked;
