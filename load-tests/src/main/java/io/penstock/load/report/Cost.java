package io.penstock.load.report;

/**
 * What a run took from the machine.
 *
 * @param serverSeconds processor seconds of the server for a million events
 * @param brokerSeconds processor seconds of the broker for a million events
 * @param generatorCores processors kept busy by the load generator
 * @param otherCores processors kept busy by everybody else; well above zero spoils a run
 */
public record Cost(
    double serverSeconds, double brokerSeconds, double generatorCores, double otherCores) {}
