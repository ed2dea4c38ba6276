package io.penstock.sink;

/** An event that does not fit the destination, and why. */
public record SetAside(long offset, Complaint complaint) {}
