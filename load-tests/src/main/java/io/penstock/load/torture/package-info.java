/** Faults on purpose, from a seed, and the count of what they did, to one node and to three. */
@NullMarked
package io.penstock.load.torture;

import org.jspecify.annotations.NullMarked;
