/** The bench: what is measured, in which order, and the command that starts it. */
@NullMarked
package io.penstock.load;

import org.jspecify.annotations.NullMarked;
