/**
 * Events whose ids are their numbers: sent over gRPC at a steady rate, and counted in the stores.
 */
@NullMarked
package io.penstock.load.numbered;

import org.jspecify.annotations.NullMarked;
