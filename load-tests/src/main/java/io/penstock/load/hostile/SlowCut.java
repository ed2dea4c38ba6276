package io.penstock.load.hostile;

/**
 * How a slow connection ended.
 *
 * @param status of the answer before the end, 0 where there was none
 * @param afterSeconds how long it lived
 */
public record SlowCut(Part part, int status, double afterSeconds) {}
