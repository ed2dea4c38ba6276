/** Plays a plan of faults on a scene under load, watches it, and judges what came of it. */
@NullMarked
package io.penstock.load.torture.play;

import org.jspecify.annotations.NullMarked;
