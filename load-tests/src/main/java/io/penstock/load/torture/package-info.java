/** Faults on purpose, from a seed, and the count of what they did: scenarios of one node. */
@NullMarked
package io.penstock.load.torture;

import org.jspecify.annotations.NullMarked;
