package io.penstock.ingest.tls;

/** Whether a door asks for a certificate. One that it does not trust always ends the handshake. */
public enum ClientAuth {
  NONE,
  /** Whoever has none is let in too. */
  WANTED,
  REQUIRED
}
