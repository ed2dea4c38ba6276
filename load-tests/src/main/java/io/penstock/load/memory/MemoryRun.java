package io.penstock.load.memory;

import io.penstock.client.ForwarderOptions;
import io.penstock.load.numbered.Census;
import io.penstock.load.numbered.Drain;
import io.penstock.load.numbered.GrpcNode;
import io.penstock.load.numbered.NumberedEvents;
import io.penstock.load.numbered.ParquetFiles;
import io.penstock.load.numbered.Sent;
import io.penstock.load.numbered.SteadySender;
import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.S3Engine;
import io.penstock.load.process.S3Server;
import io.penstock.load.process.Usage;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.scene.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends, looks each second how much memory the server has, and counts what is in the files. */
public final class MemoryRun {
  private static final String STREAM = "events";
  private static final String BUCKET = "events";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(15);
  private static final int PROGRESS_SECONDS = 15;

  private final MemoryDose dose;
  private final Path root;
  private final Brokers brokers;
  private final S3Server s3;
  private final GrpcNode node;
  private final Consumer<String> progress;
  private final List<Long> residentMiB = new ArrayList<>();
  private final List<Double> lagSeconds = new ArrayList<>();

  private MemoryRun(
      MemoryDose dose,
      Path root,
      Brokers brokers,
      S3Server s3,
      GrpcNode node,
      Consumer<String> progress) {
    this.dose = dose;
    this.root = root;
    this.brokers = brokers;
    this.s3 = s3;
    this.node = node;
    this.progress = progress;
  }

  public static OpenFilesResult of(
      Path root, String commit, MemoryDose dose, Consumer<String> progress) throws IOException {
    try (Workplace workplace = Workplace.open(root.resolve("target"));
        Brokers brokers = Brokers.start(workplace)) {
      progress.accept("broker, S3, and a topic of %d partitions".formatted(dose.partitions()));
      S3Server s3 = S3Server.start(workplace);
      Path configuration = workplace.file("penstock.yaml");
      Files.writeString(configuration, configuration(dose, brokers, s3));
      Map<String, String> variables = Map.of("PENSTOCK_OPTS", dose.jvmOptions());
      try (var node = new GrpcNode(workplace, root, configuration, variables, dose.settings())) {
        return new MemoryRun(dose, root, brokers, s3, node, progress).play(commit);
      } finally {
        workplace.keepLogs("penstock", root.resolve("target/memory"));
      }
    }
  }

  private static String configuration(MemoryDose dose, Brokers brokers, S3Server s3) {
    return """
    node: {data-dir: "${env:PENSTOCK_DATA}"}
    access: {key: "${env:PENSTOCK_KEY}"}
    log: {bootstrap-servers: "%s", partitions: %d}
    streams: {%s: {kind: open, type: type, time: timestamp, session: session, key: session}}
    sinks:
      s3:
        type: s3
        endpoint: %s
        bucket: %s
        access-key: %s
        secret-key: %s
        late-after: %s
    """
        .formatted(
            brokers.bootstrapServers(),
            dose.partitions(),
            STREAM,
            s3.url(),
            s3.bucket(BUCKET),
            S3Engine.ACCESS_KEY,
            S3Engine.SECRET_KEY,
            dose.lateAfter());
  }

  private OpenFilesResult play(String commit) throws IOException {
    Sent sent = send();
    long beganNanos = System.nanoTime();
    progress.accept("%,d events sent; waiting for the sink".formatted(sent.events()));
    var drain =
        new Drain(node, brokers.topics(), STREAM, dose.partitions(), List.of("s3"), DRAIN_MAX);
    drain.await();
    double drained = (System.nanoTime() - beganNanos) / 1e9;
    Usage usage = node.usage();
    keepAccountOfMemory("drained");
    progress.accept("counting");
    var files = new ParquetFiles(s3.buckets().resolve(BUCKET));
    return new OpenFilesResult(
        commit,
        dose,
        List.copyOf(residentMiB),
        usage.peakMiB(),
        usage.cpu().toMillis() / 1e3,
        lagSeconds,
        drained,
        sent.events(),
        sent.accepted(),
        brokers.topics().endsOf(STREAM, dose.partitions()).values().stream()
            .mapToLong(Long::longValue)
            .sum(),
        files.count(),
        files.partitions(),
        files.hours(),
        Census.of("s3", List.of(sent), files::ids, files.recordsTwice()));
  }

  private Sent send() throws IOException {
    progress.accept("%,d events/s for %d minutes".formatted(dose.rate(), dose.minutes()));
    try (SteadySender sender =
        SteadySender.start(
            node.target(),
            GrpcNode.KEY,
            ForwarderOptions.DEFAULT,
            NumberedEvents.of(MemoryDose::ageOf),
            dose.rate(),
            0)) {
      long endNanos = System.nanoTime() + dose.time().toNanos();
      while (System.nanoTime() < endNanos) {
        look();
      }
      keepAccountOfMemory("loaded");
      return sender.finish(SETTLE_MAX);
    }
  }

  private void look() {
    LockSupport.parkNanos(SECOND.toNanos());
    Usage usage = node.usage();
    Metrics metrics = node.metrics();
    residentMiB.add(usage.residentMiB());
    lagSeconds.add(metrics.ofSink("penstock_sink_lag_seconds", "s3"));
    if (residentMiB.size() % PROGRESS_SECONDS == 0) {
      progress.accept(
          "%d MiB resident, %d at most; S3 %.0f s behind"
              .formatted(usage.residentMiB(), usage.peakMiB(), lagSeconds.getLast()));
    }
  }

  /** What the JVM knows of its own memory, in a file that outlives the run. */
  private void keepAccountOfMemory(String when) throws IOException {
    if (!dose.tracked()) {
      return;
    }
    Path folder = Files.createDirectories(root.resolve("target/memory"));
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asking =
        new ProcessBuilder(
                jcmd.toString(), String.valueOf(node.pid()), "VM.native_memory", "scale=MB")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("native-" + when + ".txt").toFile())
            .start();
    try {
      asking.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the JVM was asked for its memory");
    }
    Files.write(
        folder.resolve("smaps-" + when + ".txt"),
        Files.readAllBytes(Path.of("/proc", String.valueOf(node.pid()), "smaps")));
  }
}
