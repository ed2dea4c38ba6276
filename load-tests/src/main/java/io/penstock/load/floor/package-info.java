/** A bare server that does the least a server of the same promise must do. */
@NullMarked
package io.penstock.load.floor;

import org.jspecify.annotations.NullMarked;
