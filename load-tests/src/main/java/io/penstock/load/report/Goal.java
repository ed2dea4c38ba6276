package io.penstock.load.report;

/** One thing that was wanted of a run, and whether it came out so. */
public record Goal(String what, double value, String goal, boolean reached) {}
