/** Senders that send every event once, and remember what they heard of it. */
@NullMarked
package io.penstock.load.torture.send;

import org.jspecify.annotations.NullMarked;
