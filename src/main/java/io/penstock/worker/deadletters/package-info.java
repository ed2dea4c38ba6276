/** Keeps the index of dead letters, sends letters again, and sees how that ended. */
@NullMarked
package io.penstock.worker.deadletters;

import org.jspecify.annotations.NullMarked;
