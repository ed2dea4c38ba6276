/** Sending a file of events: slicing it, posting it, repeating what was not answered. */
@NullMarked
package io.penstock.command.send;

import org.jspecify.annotations.NullMarked;
