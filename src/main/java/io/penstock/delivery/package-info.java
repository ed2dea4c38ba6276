/** From the log to the sinks. */
@NullMarked
package io.penstock.delivery;

import org.jspecify.annotations.NullMarked;
