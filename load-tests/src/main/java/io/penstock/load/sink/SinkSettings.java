package io.penstock.load.sink;

import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.S3Engine;
import io.penstock.load.process.S3Server;
import io.penstock.load.report.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Penstock's settings for one stream and one sink, as its command line takes them. */
final class SinkSettings {
  /** The name of the sink. */
  static final String SINK = "sink";

  /** The environment variable that has the password of a PostgreSQL of the user's own. */
  static final String PASSWORD = "POSTGRES_PASSWORD";

  private final List<String> settings = new ArrayList<>();

  private SinkSettings() {}

  /** The label sets runs apart: each has a consumer group and tables of its own. */
  static List<String> duckDb(String label, String topic) {
    return common(Store.DUCKDB, label, topic).settings;
  }

  static List<String> postgres(String label, String topic, PostgresServer server) {
    SinkSettings made = common(Store.POSTGRES, label, topic);
    made.sink("url", server.url());
    made.sink("schema", label);
    server.user().ifPresent(user -> made.sink("user", user));
    if (System.getenv(PASSWORD) != null) {
      made.sink("password", "${" + PASSWORD + "}");
    }
    return made.settings;
  }

  static List<String> clickHouse(String label, String topic, ClickHouseServer server) {
    SinkSettings made = common(Store.CLICKHOUSE, label, topic);
    made.sink("url", server.url());
    made.sink("database", label);
    return made.settings;
  }

  static List<String> openSearch(String label, String topic, OpenSearchServer server) {
    SinkSettings made = common(Store.OPENSEARCH, label, topic);
    made.sink("url", server.url());
    made.sink("index-prefix", indexPrefix(label));
    return made.settings;
  }

  static List<String> s3(String label, String topic, S3Server server) {
    SinkSettings made = common(Store.S3, label, topic);
    made.sink("endpoint", server.url());
    made.sink("bucket", server.bucket(label));
    made.sink("access-key", S3Engine.ACCESS_KEY);
    made.sink("secret-key", S3Engine.SECRET_KEY);
    made.makesFiles();
    return made.settings;
  }

  /** The tables are in a folder of the run's own. */
  static List<String> delta(String label, String topic, Path lakes) {
    SinkSettings made = common(Store.DELTA, label, topic);
    made.sink("location", lakes.resolve(label).toString());
    made.makesFiles();
    return made.settings;
  }

  /**
   * The work is in the files, which an instance makes one at a time: with two, both cores have
   * some. The last files of a run need not wait for more.
   */
  private void makesFiles() {
    sink("instances", "2");
    sink("batch.linger", "5s");
  }

  /** How the names of all indices of a run begin. */
  static String indexPrefix(String label) {
    return label + "-";
  }

  /** Events are small, so that topics need no larger messages than they take by default. */
  private static SinkSettings common(Store store, String label, String topic) {
    var made = new SinkSettings();
    made.settings.add("streams.bench.topic=" + topic);
    made.settings.add("streams.bench.event-bytes-max=64KB");
    made.sink("type", store.name().toLowerCase(Locale.ROOT));
    made.sink("group", "penstock." + label);
    return made;
  }

  private void sink(String key, String value) {
    settings.add("sinks." + SINK + "." + key + "=" + value);
  }
}
