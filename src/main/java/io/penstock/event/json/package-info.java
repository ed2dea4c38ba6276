/** Strict JSON in place: scanned as bytes, never built into a tree. */
@NullMarked
package io.penstock.event.json;

import org.jspecify.annotations.NullMarked;
