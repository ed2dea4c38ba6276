/** How the server is seen from outside: its log, its meters, its health. */
@NullMarked
package io.penstock.observability;

import org.jspecify.annotations.NullMarked;
