/** Senders that mean harm: requests that cost more than they look, and connections that trickle. */
@NullMarked
package io.penstock.load.hostile;

import org.jspecify.annotations.NullMarked;
