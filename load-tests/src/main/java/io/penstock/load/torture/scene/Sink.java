package io.penstock.load.torture.scene;

import java.util.List;
import java.util.stream.Collectors;

/** A sink of the server under test, by its name in the configuration. */
public sealed interface Sink {
  String name();

  /** A file below the node's data; read when the node has ended. */
  record DuckDb(String name) implements Sink {}

  /** A schema of its own in the one PostgreSQL, reached through a proxy of its own. */
  record Postgres(String name) implements Sink {}

  /** A database of its own in the one ClickHouse, reached through a proxy of its own. */
  record ClickHouse(String name) implements Sink {}

  /** Indices that begin alike in an OpenSearch, reached through a proxy of its own. */
  record OpenSearch(String name) implements Sink {}

  /** Keeps nothing, and answers as its script says. */
  record Blackhole(String name, List<String> script) implements Sink {
    private String lines() {
      return script.stream().map(line -> '"' + line + '"').collect(Collectors.joining(", "));
    }
  }

  /**
   * Its entry under {@code sinks}, on one line; the run is in the names of schema, group and retry
   * topics, and what is retried comes soon again, so that a drain shows what became of it.
   */
  default String yaml(String run, String url) {
    String settings =
        switch (this) {
          case DuckDb _ -> "type: duckdb, memory-max: 512MB";
          case Postgres _ ->
              "type: postgres, url: \"%s\", user: postgres, password: none, schema: %s"
                  .formatted(url, schema(run));
          case ClickHouse _ ->
              "type: clickhouse, url: \"%s\", database: %s, batch: {linger: 500ms}"
                  .formatted(url, schema(run));
          case OpenSearch _ ->
              "type: opensearch, url: \"%s\", index-prefix: %s-, batch: {linger: 500ms}"
                  .formatted(url, schema(run));
          case Blackhole blackhole ->
              "type: blackhole, hold-for: 500ms, script: [%s]".formatted(blackhole.lines());
        };
    String group = group(run, name());
    return "%s: {%s, group: %s, retry: {topics: %s, tiers: [2s, 10s]}}"
        .formatted(name(), settings, group, group);
  }

  /** The consumer group of a sink, and how its retry topics begin. */
  static String group(String run, String sink) {
    return "penstock." + run + "." + sink;
  }

  /** The topic with what comes to it once more. */
  static String inbox(String run, String sink) {
    return group(run, sink) + ".again";
  }

  /** Where a sink that is not alone in its store has its tables; how its indices begin. */
  default String schema(String run) {
    return run + "_" + name();
  }
}
