/** Gathers requests on their way to the log, and bounds what is in flight. */
@NullMarked
package io.penstock.batch;

import org.jspecify.annotations.NullMarked;
