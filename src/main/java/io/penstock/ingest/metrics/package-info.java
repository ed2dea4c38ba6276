/** The node's own metrics, as events. */
@NullMarked
package io.penstock.ingest.metrics;

import org.jspecify.annotations.NullMarked;
