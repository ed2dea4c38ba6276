/** From the log to a sink: how fast, and at what cost. */
@NullMarked
package io.penstock.load.sink;

import org.jspecify.annotations.NullMarked;
