/** Keeps events in tables of Delta Lake. */
@NullMarked
package io.penstock.sink.delta;

import org.jspecify.annotations.NullMarked;
