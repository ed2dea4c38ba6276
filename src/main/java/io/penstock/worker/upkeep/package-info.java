/** Sees to what sinks have written, as it grows old. */
@NullMarked
package io.penstock.worker.upkeep;

import org.jspecify.annotations.NullMarked;
