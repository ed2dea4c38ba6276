package io.penstock.log;

/** How far a group has come in a partition: the next offset, and the note committed with it. */
public record Position(long next, String note) {}
