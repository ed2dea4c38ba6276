package io.penstock.load.fanout;

import io.penstock.load.report.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was measured of one phase.
 *
 * @param cpuMicros processor time of Penstock for an event that was accepted meanwhile
 * @param machineCores that were busy, whoever had them
 * @param lagSeconds of each sink, second by second, as the server's own metric says
 */
public record Phase(
    String name,
    double seconds,
    long accepted,
    double perSecond,
    double cpuMicros,
    double machineCores,
    Map<String, List<Double>> lagSeconds) {

  double lagMedian(String sink) {
    return Numbers.median(lags(sink));
  }

  /** Of the share 1 the greatest. */
  double lag(String sink, double share) {
    List<Double> sorted = lags(sink).stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private List<Double> lags(String sink) {
    return Objects.requireNonNull(lagSeconds.get(sink), sink);
  }
}
