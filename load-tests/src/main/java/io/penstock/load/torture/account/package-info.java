/**
 * The books of a run: what was sent and acknowledged, what is in the log, the sinks and the dead
 * letters.
 */
@NullMarked
package io.penstock.load.torture.account;

import org.jspecify.annotations.NullMarked;
