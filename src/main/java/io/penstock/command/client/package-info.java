/** How commands reach a server, and how they end when they cannot. */
@NullMarked
package io.penstock.command.client;

import org.jspecify.annotations.NullMarked;
