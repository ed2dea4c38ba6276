/** What a person sees of a command: tables, progress, and the terminal they stand on. */
@NullMarked
package io.penstock.command.terminal;

import org.jspecify.annotations.NullMarked;
