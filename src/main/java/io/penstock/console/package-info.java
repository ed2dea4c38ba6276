/** The admin listener: reads, and asks others to act. */
@NullMarked
package io.penstock.console;

import org.jspecify.annotations.NullMarked;
