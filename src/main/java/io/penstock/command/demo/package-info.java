/** The demo in several processes: who they are, what the first holds for all, how they end. */
@NullMarked
package io.penstock.command.demo;

import org.jspecify.annotations.NullMarked;
