/**
 * A topic with one bad event in a hundred: what that costs, what is set aside, what a replay does.
 */
@NullMarked
package io.penstock.load.poison;

import org.jspecify.annotations.NullMarked;
