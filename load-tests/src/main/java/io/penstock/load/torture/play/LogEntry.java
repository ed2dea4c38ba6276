package io.penstock.load.torture.play;

/**
 * A line of the fault log.
 *
 * @param atSeconds when it was done
 * @param acks events acknowledged from then until the next line
 * @param isIll whether anything was at fault meanwhile
 */
public record LogEntry(
    double atSeconds, String action, String detail, long acks, double seconds, boolean isIll) {}
