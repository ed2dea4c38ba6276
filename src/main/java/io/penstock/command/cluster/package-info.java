/** Commands for several nodes: who is there, and certificates to try. */
@NullMarked
package io.penstock.command.cluster;

import org.jspecify.annotations.NullMarked;
