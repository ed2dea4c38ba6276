/** What a server found when it compared its log with its sinks, for people to read. */
@NullMarked
package io.penstock.command.reconcile;

import org.jspecify.annotations.NullMarked;
