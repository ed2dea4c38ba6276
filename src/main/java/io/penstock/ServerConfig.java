package io.penstock;

import io.penstock.access.AccessConfig;
import io.penstock.access.certificate.CertificateTenants;
import io.penstock.batch.BatchPolicy;
import io.penstock.cluster.ClusterConfig;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.console.AdminConfig;
import io.penstock.control.ControlConfig;
import io.penstock.event.Stream;
import io.penstock.ingest.grpc.GrpcConfig;
import io.penstock.ingest.http.HttpConfig;
import io.penstock.ingest.metrics.MetricsConfig;
import io.penstock.ingest.otlp.OtlpConfig;
import io.penstock.ledger.LedgerConfig;
import io.penstock.log.LogConfig;
import io.penstock.spool.SpoolConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Everything the server is told.
 *
 * @param creditBytes the most bytes in flight between the door and the log
 */
public record ServerConfig(
    String nodeName,
    Path dataDir,
    Set<Role> roles,
    ClusterConfig cluster,
    AccessConfig access,
    CertificateTenants certificates,
    HttpConfig http,
    GrpcConfig grpc,
    OtlpConfig otlp,
    MetricsConfig metrics,
    AdminConfig admin,
    long creditBytes,
    BatchPolicy batching,
    LogConfig log,
    SpoolConfig spool,
    ControlConfig control,
    LedgerConfig ledger,
    List<Stream> streams,
    List<SinkPlan> sinks) {

  /** Reads all of it; the problems stay with the configuration, which tells them all at its end. */
  public static ServerConfig read(Configuration configuration) {
    Section root = configuration.root();
    Section node = root.section("node");
    Section ingest = root.section("ingest");
    Section batching = root.section("batching");
    List<Stream> streams =
        root.sections("streams").values().stream().map(StreamReader::read).toList();
    var config =
        new ServerConfig(
            node.text("name", "node-1"),
            Path.of(node.text("data-dir", "data")),
            Role.read(node),
            ClusterConfig.read(root.section("cluster")),
            AccessConfig.read(root.section("access")),
            CertificateTenants.read(root.section("access")),
            HttpConfig.read(ingest.section("http")),
            GrpcConfig.read(ingest.section("grpc")),
            OtlpConfig.read(ingest.section("otlp")),
            MetricsConfig.read(root.section("metrics"), streams),
            AdminConfig.read(root.section("admin")),
            ingest.bytes("credit-bytes", 64 << 20, 1 << 20, 4L << 30),
            new BatchPolicy(
                batching.wholeNumber("events-max", 10_000, 1, 1_000_000),
                batching.bytes("bytes-max", 4 << 20, 1 << 10, 256 << 20)),
            LogConfig.read(root.section("log")),
            SpoolConfig.read(root.section("spool")),
            ControlConfig.read(root.section("control")),
            LedgerConfig.read(root.section("ledger")),
            streams,
            root.sections("sinks").values().stream()
                .map(sink -> SinkPlan.read(sink, streams))
                .toList());
    config.check(root);
    return config;
  }

  /** Where the spool is. */
  public Path spoolDir() {
    return dataDir.resolve(spool.directory());
  }

  boolean does(Role role) {
    return roles.contains(role);
  }

  private void check(Section root) {
    checkCluster(root);
    checkFolders(root);
    checkAuditTopic(root);
    if (streams.isEmpty()) {
      root.reject(
          "streams", "at least one stream is needed, such as streams: {events: {kind: analytics}}");
    }
    if (creditBytes > log.bufferBytes() / 2) {
      root.reject(
          "ingest",
          "credit-bytes must be at most half of log.producer.buffer-bytes, so that no send waits"
              + " for memory");
    }
    if (http.requestBytesMax() * 2L > creditBytes) {
      root.reject(
          "ingest",
          "credit-bytes must be at least twice http.request-bytes-max: a compressed body takes"
              + " credit as it came and inflated");
    }
    if (grpc.isEnabled() && grpc.messageBytesMax() > creditBytes / 5 * 4) {
      root.reject(
          "ingest",
          "credit-bytes must be a quarter more than grpc.message-bytes-max at least: until a"
              + " message is whole, its pieces take more credit than their bytes");
    }
    if (http.connections().idleTimeout().compareTo(log.deliveryTimeout()) <= 0) {
      root.reject(
          "ingest",
          "http.idle-timeout must be longer than log.producer.delivery-timeout: while the log is"
              + " awaited nothing passes the connection, and the answer would be cut off");
    }
    if (streams.stream().map(Stream::topic).distinct().count() < streams.size()) {
      root.reject("streams", "two streams have the same topic");
    }
    if (streams.stream().map(Stream::deadLetterTopic).anyMatch(this::isTopicOfAStream)) {
      root.reject("streams", "a stream's dead letters go to the topic of a stream");
    }
  }

  /** Whoever reads either would read what is none of it. */
  private void checkAuditTopic(Section root) {
    String topic = access.auditTopic();
    if (isTopicOfAStream(topic)
        || streams.stream().anyMatch(stream -> stream.deadLetterTopic().equals(topic))) {
      root.reject("access", "audit-topic is the topic of a stream: '" + topic + "'");
    }
  }

  private void checkFolders(Section root) {
    for (int i = 0; i < sinks.size(); i++) {
      SinkPlan one = sinks.get(i);
      for (SinkPlan other : sinks.subList(i + 1, sinks.size())) {
        one.sharedFolder(other)
            .ifPresent(
                folder ->
                    root.reject(
                        "sinks",
                        "'%s' and '%s' would both write to %s; each needs a folder of its own"
                            .formatted(one.name(), other.name(), folder)));
      }
    }
  }

  /** What several nodes share cannot be in one of them. */
  private void checkCluster(Section root) {
    if (cluster.isEnabled() && control.isFile()) {
      root.reject(
          "control",
          "url is needed in a cluster: a PostgreSQL that all nodes reach, as what people decide"
              + " holds for all of them");
    }
    if (cluster.isEnabled() && log.isEmbedded()) {
      root.reject(
          "log", "bootstrap-servers is needed in a cluster: a Redpanda or Kafka that all reach");
    }
    if (cluster.isEnabled() && does(Role.DELIVER)) {
      Section all = root.section("sinks");
      sinks.forEach(sink -> sink.checkForSeveralNodes(all.section(sink.name())));
    }
  }

  private boolean isTopicOfAStream(String topic) {
    return streams.stream().anyMatch(stream -> stream.topic().equals(topic));
  }
}
