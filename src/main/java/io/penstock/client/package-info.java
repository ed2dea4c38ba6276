/**
 * A client for programs that send events over gRPC: it needs grpc-java and the classes of the
 * protocol, and nothing of the server.
 */
@NullMarked
package io.penstock.client;

import org.jspecify.annotations.NullMarked;
