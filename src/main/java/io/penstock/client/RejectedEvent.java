package io.penstock.client;

/**
 * An event that breaks a rule.
 *
 * @param event its bytes
 * @param id empty where it has none that can be read
 * @param code a stable word for programs
 * @param pointer the field, as RFC 6901 writes it; empty for the event itself
 * @param detail a sentence for people
 */
public record RejectedEvent(byte[] event, String id, String code, String pointer, String detail) {}
