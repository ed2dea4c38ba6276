package io.penstock;

import io.penstock.sink.SinkType;
import io.penstock.sink.blackhole.BlackholeSink;
import io.penstock.sink.clickhouse.ClickHouseSink;
import io.penstock.sink.delta.DeltaSink;
import io.penstock.sink.duckdb.DuckDbSink;
import io.penstock.sink.opensearch.OpenSearchSink;
import io.penstock.sink.postgres.PostgresSink;
import io.penstock.sink.s3.S3Sink;
import java.util.List;
import java.util.Optional;

/** Every type of sink there is. */
final class Sinks {
  static final List<SinkType> TYPES =
      List.of(
          DuckDbSink.TYPE,
          PostgresSink.TYPE,
          ClickHouseSink.TYPE,
          OpenSearchSink.TYPE,
          S3Sink.TYPE,
          DeltaSink.TYPE,
          BlackholeSink.TYPE);

  private Sinks() {}

  static Optional<SinkType> named(String name) {
    return TYPES.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return TYPES.stream().map(SinkType::name).sorted().toList();
  }
}
