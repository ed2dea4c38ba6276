/** The rules of the five analytics types. */
@NullMarked
package io.penstock.event.analytics;

import org.jspecify.annotations.NullMarked;
