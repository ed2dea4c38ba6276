/** Events over gRPC, from the network to the intake and back. */
@NullMarked
package io.penstock.ingest.grpc;

import org.jspecify.annotations.NullMarked;
