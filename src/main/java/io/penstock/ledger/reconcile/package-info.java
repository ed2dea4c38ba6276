/** Compares the log, the checkpoints and what a sink really holds. */
@NullMarked
package io.penstock.ledger.reconcile;

import org.jspecify.annotations.NullMarked;
