package io.penstock.load.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One run of Kafka's own producer benchmark: how fast the broker takes these records from one
 * process that does nothing else.
 *
 * @param recordsPerSecond after the warm-up
 * @param records all that it sent, those of the warm-up too
 * @param cpu what the producing process took, its start included
 */
public record ProducerPerformanceRun(double recordsPerSecond, long records, Duration cpu) {
  public static final String SETTINGS =
      "acks=all compression.type=lz4 batch.size=131072 linger.ms=5 buffer.memory=67108864";
  private static final Duration RUN_MAX = Duration.ofMinutes(3);
  private static final long WARM_UP_RECORDS_MIN = 500_000;
  private static final Pattern SUMMARY = Pattern.compile("records sent, ([\\d.]+) records/sec");

  public static ProducerPerformanceRun of(
      Workplace workplace, Brokers broker, String topic, Path payloads, long records) {
    long warmUp = Math.max(WARM_UP_RECORDS_MIN, records / 4);
    long all = warmUp + records;
    ChildProcess process =
        workplace.start(
            "producer-performance", command(broker, topic, payloads, all, warmUp), Map.of());
    CpuSoFar cpu = new CpuSoFar(process);
    process.awaitSuccess(RUN_MAX, cpu);
    return new ProducerPerformanceRun(steadyRate(process), all, cpu.cpu);
  }

  private static List<String> command(
      Brokers broker, String topic, Path payloads, long records, long warmUp) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--bootstrap-server", broker.bootstrapServers(), "--topic", topic));
    arguments.addAll(List.of("--payload-file", payloads.toString(), "--throughput", "-1"));
    arguments.addAll(List.of("--num-records", String.valueOf(records)));
    arguments.addAll(List.of("--warmup-records", String.valueOf(warmUp)));
    arguments.add("--command-property");
    arguments.addAll(List.of(SETTINGS.split(" ")));
    return JavaCommand.of(
        List.of("-Xmx1g"), "org.apache.kafka.tools.ProducerPerformance", arguments);
  }

  /** The last summary it prints is that of the steady state. */
  private static double steadyRate(ChildProcess process) {
    return SUMMARY
        .matcher(String.join("\n", process.logLines()))
        .results()
        .reduce((earlier, last) -> last)
        .map(last -> last.group(1))
        .map(Double::parseDouble)
        .orElseThrow(() -> process.fault("printed no rate"));
  }

  /** An ended process no longer tells what it used, so it is asked while it runs. */
  private static final class CpuSoFar implements Runnable {
    private final ChildProcess process;
    private Duration cpu = Duration.ZERO;

    CpuSoFar(ChildProcess process) {
      this.process = process;
    }

    @Override
    public void run() {
      Duration now = process.usage().cpu();
      cpu = now.compareTo(cpu) > 0 ? now : cpu;
    }
  }
}
