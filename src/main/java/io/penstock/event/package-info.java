/**
 * The event: its identity, its rules, and how it is found in the bytes of a request or a record.
 */
@NullMarked
package io.penstock.event;

import org.jspecify.annotations.NullMarked;
