/** The libraries of the stores with nothing around them: what a sink is measured against. */
@NullMarked
package io.penstock.load.bare;

import org.jspecify.annotations.NullMarked;
