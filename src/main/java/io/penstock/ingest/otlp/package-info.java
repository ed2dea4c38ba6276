/** OTLP, the protocol of OpenTelemetry: what its requests hold as events, and its answers. */
@NullMarked
package io.penstock.ingest.otlp;

import org.jspecify.annotations.NullMarked;
