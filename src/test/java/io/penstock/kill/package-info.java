/**
 * The promise, shown by counting: a server that is killed again and again loses nothing, writes
 * nothing twice and changes nothing.
 */
@NullMarked
package io.penstock.kill;

import org.jspecify.annotations.NullMarked;
