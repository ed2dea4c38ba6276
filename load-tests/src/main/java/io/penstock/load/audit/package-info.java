/** Audit events of others and of senders, carried to two sinks at a steady rate. */
@NullMarked
package io.penstock.load.audit;

import org.jspecify.annotations.NullMarked;
