/** Events over gRPC, carried to several sinks of which one is cut off for a while. */
@NullMarked
package io.penstock.load.fanout;

import org.jspecify.annotations.NullMarked;
