/** The services that every gRPC server has, health and reflection, for senders without a key. */
@NullMarked
package io.penstock.ingest.grpc.standard;

import org.jspecify.annotations.NullMarked;
