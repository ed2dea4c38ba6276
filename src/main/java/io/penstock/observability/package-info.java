/** What can be seen from outside: meters, health, logs. */
@NullMarked
package io.penstock.observability;

import org.jspecify.annotations.NullMarked;
