/** Housekeeping: small steps beside the way of an event. */
@NullMarked
package io.penstock.worker;

import org.jspecify.annotations.NullMarked;
