package io.penstock.spool;

/**
 * Records that cannot be read any more.
 *
 * @param segment the file they were in; empty where it is gone
 * @param first the number of the first of them
 * @param keptAside whether the damaged file is in quarantine
 */
public record Loss(String segment, long first, long count, boolean keptAside) {}
