package io.penstock.load.http;

import java.nio.ByteBuffer;

/** The requests of a run, as they stand on the wire. */
@FunctionalInterface
interface Requests {
  /**
   * The one with this number, ready to be written. {@code earlier} is what the same connection
   * wrote last: nobody reads it any more, so that its bytes may be used again.
   */
  ByteBuffer request(long number, ByteBuffer earlier);
}
