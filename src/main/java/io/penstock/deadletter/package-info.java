/** The index of dead letters, and what people do with them. */
@NullMarked
package io.penstock.deadletter;

import org.jspecify.annotations.NullMarked;
