package io.penstock.load.report;

import io.penstock.load.hostile.Part;
import io.penstock.load.hostile.SlowCut;
import java.util.List;

/**
 * What became of connections that were slow in one part of a request.
 *
 * @param answered how many heard a 408 before they were cut
 */
public record SlowCount(
    Part part,
    int connections,
    int answered,
    double firstSeconds,
    double medianSeconds,
    double lastSeconds) {
  private static final int REQUEST_TIMEOUT = 408;

  public static SlowCount of(Part part, List<SlowCut> cuts) {
    List<SlowCut> ours = cuts.stream().filter(cut -> cut.part() == part).toList();
    List<Double> seconds = ours.stream().map(SlowCut::afterSeconds).sorted().toList();
    return new SlowCount(
        part,
        ours.size(),
        (int) ours.stream().filter(cut -> cut.status() == REQUEST_TIMEOUT).count(),
        seconds.getFirst(),
        Numbers.median(seconds),
        seconds.getLast());
  }
}
