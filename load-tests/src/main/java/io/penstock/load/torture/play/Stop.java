package io.penstock.load.torture.play;

/** How a node ended after SIGTERM. */
public record Stop(int exitCode, double seconds) {}
