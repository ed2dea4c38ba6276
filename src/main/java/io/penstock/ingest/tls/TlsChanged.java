package io.penstock.ingest.tls;

/**
 * A door's TLS is another one.
 *
 * @param authorities whether it trusts other authorities than before
 */
public record TlsChanged(DoorTls door, boolean authorities) {}
