/**
 * The scenarios: each says which sinks it wants, what is done to them and when, and what must hold.
 */
@NullMarked
package io.penstock.load.torture.scenario;

import org.jspecify.annotations.NullMarked;
