/** Where events end: what a sink is, and what it can say of a batch. */
@NullMarked
package io.penstock.sink;

import org.jspecify.annotations.NullMarked;
