package io.penstock.load.process;

import io.penstock.load.bare.BareLoad;
import io.penstock.load.report.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One run of a store's library alone: how fast this machine loads these rows.
 *
 * @param rowsPerSecond between a tenth and nine tenths of the rows
 * @param cpuSeconds of the process for a million rows
 */
public record BareLoadProcess(double rowsPerSecond, double cpuSeconds) {
  private static final Duration RUN_MAX = Duration.ofMinutes(10);
  private static final Pattern RESULT =
      Pattern.compile("^loaded (\\S+) (\\S+)$", Pattern.MULTILINE);

  /** All rows are made ready before the first is loaded. */
  private static final int MEBIBYTES_BESIDE_ROWS = 512;

  /** The settings are Penstock's, as {@code key=value}. */
  public static BareLoadProcess run(
      Workplace workplace, String name, Store store, long rows, List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of(store.name(), String.valueOf(rows)));
    arguments.addAll(PenstockProcess.STREAM_SETTINGS);
    arguments.add("node.data-dir=" + workplace.file(name + "-data"));
    arguments.addAll(settings);
    ChildProcess process =
        workplace.start(
            name, JavaCommand.of(heap(store, rows), BareLoad.class.getName(), arguments), Map.of());
    process.awaitSuccess(RUN_MAX, () -> {});
    return result(process);
  }

  private static List<String> heap(Store store, long rows) {
    return store.takesFiles()
        ? Store.FILES_JVM
        : List.of("-Xmx" + (MEBIBYTES_BESIDE_ROWS + rows * kilobytesMax(store) / 1_000) + "m");
  }

  /** Of a row that is ready; OpenSearch's has the event twice. */
  private static int kilobytesMax(Store store) {
    return store == Store.OPENSEARCH ? 2 : 1;
  }

  private static BareLoadProcess result(ChildProcess process) {
    MatchResult result =
        RESULT
            .matcher(String.join("\n", process.logLines()))
            .results()
            .findFirst()
            .orElseThrow(() -> process.fault("printed no result"));
    return new BareLoadProcess(
        Double.parseDouble(result.group(1)), Double.parseDouble(result.group(2)));
  }
}
