/** What senders send over gRPC: a message's bytes as they arrive, and what is read in them. */
@NullMarked
package io.penstock.ingest.grpc.message;

import org.jspecify.annotations.NullMarked;
