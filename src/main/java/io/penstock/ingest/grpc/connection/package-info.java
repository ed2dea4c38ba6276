/** Connections of the gRPC door: how many there are, and what one may cost. */
@NullMarked
package io.penstock.ingest.grpc.connection;

import org.jspecify.annotations.NullMarked;
