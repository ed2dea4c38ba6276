package io.penstock.ledger;

/**
 * How far one sink is with some records.
 *
 * @param waiting records that it has not settled
 * @param delivered records that it has: written, there before, or not wanted
 */
public record Progress(String sink, long waiting, long delivered) {}
