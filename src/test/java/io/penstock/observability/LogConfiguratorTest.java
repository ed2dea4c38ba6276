package io.penstock.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogConfiguratorTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void aReaderSeesTheSentenceWithItsKeyValues() {
    assertThat(encoded(LogConfigurator.text(context)))
        .endsWith(" INFO  Checkpoint moved sink=\"duckdb\" offset=\"12\" [DeliveryVerticle]\n");
  }

  @Test
  void aCollectorGetsKeyValuesAsFieldsOfTheirOwn() {
    assertThat(encoded(LogConfigurator.json(context)))
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05Z","message":"Checkpoint moved",\
            "logger":"io.penstock.delivery.DeliveryVerticle","thread":"loop-1","level":"INFO",\
            "sink":"duckdb","offset":12}
            """);
  }

  @Test
  void whatLibrariesTellOfTheirOrdinaryLifeIsNotLogged() {
    new LogConfigurator().configure(context);

    assertThat(context.getLogger("org.apache.kafka.clients.Metadata").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("org.apache.kafka.clients.Metadata").isWarnEnabled()).isTrue();
    assertThat(context.getLogger("io.penstock.Server").isInfoEnabled()).isTrue();
  }

  private static String encoded(Encoder<ILoggingEvent> encoder) {
    return new String(encoder.encode(checkpointMoved()), UTF_8);
  }

  private static LoggingEvent checkpointMoved() {
    var event = new LoggingEvent();
    event.setLoggerName("io.penstock.delivery.DeliveryVerticle");
    event.setThreadName("loop-1");
    event.setLevel(Level.INFO);
    event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
    event.setMDCPropertyMap(Map.of());
    event.setMessage("Checkpoint moved");
    event.setKeyValuePairs(
        List.of(new KeyValuePair("sink", "duckdb"), new KeyValuePair("offset", 12)));
    return event;
  }
}
