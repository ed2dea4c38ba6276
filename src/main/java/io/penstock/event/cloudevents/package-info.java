/** CloudEvents 1.0: the rules of their attributes, and the mode whose attributes stand beside. */
@NullMarked
package io.penstock.event.cloudevents;

import org.jspecify.annotations.NullMarked;
