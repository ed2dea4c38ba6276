package io.penstock.sink;

/** An event that a sink cannot take as it is, the field that is at fault, and why. */
public record SetAside(long offset, String field, String reason) {}
