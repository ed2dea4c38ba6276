/** What the command line does with dead letters. */
@NullMarked
package io.penstock.command.dlq;

import org.jspecify.annotations.NullMarked;
