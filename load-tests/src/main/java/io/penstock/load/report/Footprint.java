package io.penstock.load.report;

/** Resident memory of a server over all its runs: the most it held, and what it held at the end. */
public record Footprint(Contestant who, long peakMiB, long endMiB) {}
