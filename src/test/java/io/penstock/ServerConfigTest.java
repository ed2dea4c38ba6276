package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.batch.BatchPolicy;
import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.event.analytics.PropertyLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
  private static final String KEY = "access: {key: k}\n";

  @Test
  void hasDefaults() {
    ServerConfig config = read(KEY + "streams: {orders: {}, events: {kind: analytics}}");

    assertThat(config.nodeName()).isEqualTo("node-1");
    assertThat(config.dataDir()).isEqualTo(Path.of("data"));
    assertThat(config.creditBytes()).isEqualTo(64 << 20);
    assertThat(config.batching()).isEqualTo(new BatchPolicy(10_000, 4 << 20));
    assertThat(config.sinks()).isEmpty();
    assertThat(config.streams())
        .containsExactly(
            new Stream(
                "orders",
                "orders",
                Kind.OPEN,
                "id",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                KeyStrategy.ROUND_ROBIN,
                5_000,
                1 << 20),
            Stream.analytics(
                "events", "events", KeyStrategy.SESSION, 1_000, 1 << 20, PropertyLimits.DEFAULT));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            KEY
                + """
                node: {name: a, data-dir: /var/lib/penstock}
                ingest: {credit-bytes: 8MB, http: {request-bytes-max: 4MB}}
                batching: {events-max: 7, bytes-max: 2KB}
                streams:
                  orders:
                    kind: open
                    topic: o
                    key: session
                    events-max: 10
                    event-bytes-max: 1KB
                    id: number
                    type: kind
                    time: at
                    session: customer
                sinks:
                  nowhere: {type: blackhole, streams: [orders]}
                """);
    ServerConfig config = ServerConfig.read(configuration);

    assertThat(config.nodeName()).isEqualTo("a");
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/penstock"));
    assertThat(config.creditBytes()).isEqualTo(8 << 20);
    assertThat(config.batching()).isEqualTo(new BatchPolicy(7, 2_048));
    assertThat(config.streams())
        .containsExactly(
            new Stream(
                "orders",
                "o",
                Kind.OPEN,
                "number",
                Optional.of("kind"),
                Optional.of("at"),
                Optional.of("customer"),
                KeyStrategy.SESSION,
                10,
                1_024));
    assertThat(config.sinks()).extracting(SinkPlan::name).containsExactly("nowhere");
    assertThat(config.sinks()).extracting(SinkPlan::streams).containsExactly(config.streams());
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesToStartWithoutAStream() {
    assertThat(complaints(KEY))
        .containsExactly(
            "streams: at least one stream is needed, such as streams: {events: {kind: analytics}}");
  }

  @Test
  void refusesStreamsThatCannotBeToldApartOrNamed() {
    assertThat(complaints(KEY + "streams: {a: {topic: t}, b: {topic: t}, 'A b': {topic: x}}"))
        .containsExactly(
            "streams.A b.topic: the stream's name must be 1 to 63 of a-z, 0-9, _ and -, beginning"
                + " with a letter",
            "streams: two streams have the same topic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {type: s3, bucket: b}, b: {type: s3, bucket: b}",
        "a: {type: s3, bucket: b, prefix: x/}, b: {type: s3, bucket: b, prefix: x/y/}",
        "a: {type: delta, location: /b/lake}, b: {type: delta, location: 'file:///b/lake'}",
        "a: {type: delta, location: /b/lake/inner, streams: [one]}, b: {type: delta, location:"
            + " /b/lake, streams: [two]}",
        "a: {type: s3, bucket: b, prefix: lake/one/}, b: {type: delta, location: 's3://b/lake'}"
      })
  void refusesTwoSinksInOneFolder(String sinks) {
    assertThat(complaints(KEY + "streams: {one: {}, two: {}}\nsinks: {" + sinks + "}"))
        .singleElement()
        .asString()
        .matches("sinks: 'a' and 'b' would both write to .*b/.*; each needs a folder of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {type: s3, bucket: b}, b: {type: s3, bucket: c}",
        "a: {type: s3, bucket: b, endpoint: 'http://h:1'}, b: {type: s3, bucket: b, endpoint:"
            + " 'http://h:2'}",
        "a: {type: s3, bucket: b, prefix: x/}, b: {type: s3, bucket: b, prefix: xy/}",
        "a: {type: s3, bucket: b, streams: [one]}, b: {type: s3, bucket: b, streams: [two]}",
        "a: {type: s3, bucket: b, prefix: x/}, b: {type: delta, location: 's3://b/lake'}",
        "a: {type: blackhole}, b: {type: blackhole}"
      })
  void letsSinksBeBesideEachOther(String sinks) {
    assertThat(complaints(KEY + "streams: {one: {}, two: {}}\nsinks: {" + sinks + "}")).isEmpty();
  }

  @Test
  void refusesAnOpenStreamInOrderOfSessionsWithoutTheirField() {
    assertThat(complaints(KEY + "streams: {a: {key: session}}"))
        .containsExactly("streams.a.session: is required with key: session, and names the field");
  }

  @Test
  void refusesOrderOfSessionsForCloudEventsWhichHaveNone() {
    assertThat(complaints(KEY + "streams: {a: {kind: cloudevents, key: session}}"))
        .containsExactly(
            "streams.a.key: is tenant or round-robin with kind: cloudevents, which has no session");
  }

  @Test
  void refusesFieldsOfAnAnalyticsStreamSinceTheyAreFixed() {
    assertThat(complaints(KEY + "streams: {a: {kind: analytics, time: at}}"))
        .containsExactly(
            "streams.a.time: unknown key, expected one of [dead-letter-topic, event-bytes-max,"
                + " events-max, key, kind, properties, topic]");
  }

  @Test
  void readsTheLimitsOfCustomProperties() {
    assertThat(
            read(KEY
                    + "streams: {a: {kind: analytics, properties:"
                    + " {members-max: 7, depth-max: 2, bytes-max: 1KB}}}")
                .streams())
        .extracting(Stream::propertyLimits)
        .containsExactly(new PropertyLimits(7, 2, 1_024));
    assertThat(read(KEY + "streams: {a: {kind: analytics}}").streams())
        .extracting(Stream::propertyLimits)
        .containsExactly(new PropertyLimits(64, 5, 16_384));
  }

  @Test
  void refusesLimitsOfCustomPropertiesThatNoEventCouldReach() {
    assertThat(
            complaints(
                KEY
                    + "streams: {a: {kind: analytics, properties:"
                    + " {members-max: 0, depth-max: 64, bytes-max: 65MB, depth: 1}}}"))
        .containsExactly(
            "streams.a.properties.bytes-max: 65MB is not between 16B and 64MB",
            "streams.a.properties.depth-max: 64 is not between 1 and 63",
            "streams.a.properties.depth: unknown key, expected one of [bytes-max, depth-max,"
                + " members-max]",
            "streams.a.properties.members-max: 0 is not between 1 and 10000");
    assertThat(complaints(KEY + "streams: {a: {properties: {depth-max: 3}}}"))
        .singleElement()
        .asString()
        .startsWith("streams.a.properties: unknown key");
  }

  @Test
  void refusesASinkOfAnUnknownTypeOrStream() {
    assertThat(complaints(KEY + "streams: {a: {}}\nsinks: {x: {type: lake, streams: [b]}, y: {}}"))
        .containsExactly(
            "sinks.x.streams: there is no stream 'b'",
            "sinks.x.type: 'lake' is not one of [blackhole, clickhouse, delta, duckdb, opensearch,"
                + " postgres, s3]",
            "sinks.y.type: is required");
  }

  @Test
  void refusesMoreCreditThanTheProducerHasMemoryFor() {
    assertThat(complaints(KEY + "streams: {a: {}}\ningest: {credit-bytes: 65MB}"))
        .containsExactly(
            "ingest: credit-bytes must be at most half of log.producer.buffer-bytes, so that no"
                + " send waits for memory");
  }

  @Test
  void refusesRequestsForWhichTheCreditNeverSuffices() {
    assertThat(
            complaints(
                KEY
                    + "streams: {a: {}}\n"
                    + "ingest: {credit-bytes: 8MB, http: {request-bytes-max: 5MB}}"))
        .containsExactly(
            "ingest: credit-bytes must be at least twice http.request-bytes-max: a compressed body"
                + " takes credit as it came and inflated");
  }

  @Test
  void refusesMessagesForWhichTheCreditNeverSuffices() {
    assertThat(complaints(withMessagesOf("20MB", true)))
        .containsExactly(
            "ingest: credit-bytes must be a quarter more than grpc.message-bytes-max at least:"
                + " until a message is whole, its pieces take more credit than their bytes");
    assertThat(complaints(withMessagesOf("16MB", true))).isEmpty();
    assertThat(complaints(withMessagesOf("20MB", false))).isEmpty();
  }

  private static String withMessagesOf(String bytesMax, boolean enabled) {
    return KEY
        + "streams: {a: {}}\n"
        + "ingest: {credit-bytes: 20MB, grpc: {enabled: %s, message-bytes-max: %s}}"
            .formatted(enabled, bytesMax);
  }

  @Test
  void refusesToCutConnectionsBeforeTheLogCanAnswer() {
    assertThat(complaints(KEY + "streams: {a: {}}\ningest: {http: {idle-timeout: 5s}}"))
        .containsExactly(
            "ingest: http.idle-timeout must be longer than log.producer.delivery-timeout: while"
                + " the log is awaited nothing passes the connection, and the answer would be cut"
                + " off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sink_offsets", "staging_a", "a_default", "events_2026_11_21", "events_2026_11"})
  void refusesAStreamNamedLikeATableOfTheSinks(String name) {
    assertThat(complaints(KEY + "streams: {" + name + ": {}}"))
        .containsExactly(
            "streams." + name + ".topic: the stream's name is one that tables of the sinks have");
    assertThat(complaints(KEY + "streams: {staging: {}}")).isEmpty();
  }

  @Test
  void aClusterNeedsWhatItsNodesShare() {
    assertThat(
            complaints(
                KEY + "cluster: {enabled: true, members: ['a:5701']}\nstreams: {orders: {}}"))
        .containsExactly(
            "control: url is needed in a cluster: a PostgreSQL that all nodes reach, as what people"
                + " decide holds for all of them",
            "log: bootstrap-servers is needed in a cluster: a Redpanda or Kafka that all reach");
  }

  private static ServerConfig read(String yaml) {
    return ServerConfig.read(Configuration.ofYaml(yaml));
  }

  private static List<String> complaints(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    ServerConfig.read(configuration);
    return Complaints.of(configuration);
  }
}
