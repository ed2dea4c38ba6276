/** Load over gRPC, as light as a client of grpc-java can be. */
@NullMarked
package io.penstock.load.grpc;

import org.jspecify.annotations.NullMarked;
