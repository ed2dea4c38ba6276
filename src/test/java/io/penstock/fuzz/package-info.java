/**
 * Seeded requests, good and damaged: every answer is in the contract, every accepted event in the
 * sink.
 */
@NullMarked
package io.penstock.fuzz;

import org.jspecify.annotations.NullMarked;
