package io.penstock.sink.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Event;
import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentIndexTest {
  private static final DocumentIndex DAILY = new DocumentIndex("orders", Indices.DAILY, 7);

  private static Event event(String time, String receivedAt) {
    return new Event(0, "t", "1", "", micros(time), micros(receivedAt), new byte[0], new Object[0]);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:00:00Z, orders-2026-11-22",
    "2026-11-22T23:59:59.999999Z, orders-2026-11-22",
    "2026-11-23T00:00:00Z, orders-2026-11-23",
    "2026-11-24T00:00:00Z, orders-2026-11-22",
    "2026-11-15T00:00:00Z, orders-2026-11-15",
    "2026-11-14T23:59:59.999999Z, orders-2026-11-22",
    "0000-01-01T00:00:00Z, orders-2026-11-22"
  })
  void anEventIsWithThoseOfItsDayUnlessThatIsFarAway(String time, String index) {
    assertThat(DAILY.nameOf(event(time, "2026-11-22T12:00:00Z"))).isEqualTo(index);
  }

  @Test
  void twoEventsOfOneIdAreOneDocumentOnOneDay() {
    long morning = micros("2026-11-22T01:00:00Z");
    long evening = micros("2026-11-22T23:00:00Z");
    long next = micros("2026-11-23T01:00:00Z");

    assertThat(DAILY.key().timeIn(morning, morning)).isEqualTo(DAILY.key().timeIn(evening, next));
    assertThat(DAILY.key().timeIn(morning, morning)).isNotEqualTo(DAILY.key().timeIn(next, next));
  }

  @Test
  void anIndexIsOverAtTheEndOfTheDayThatItsEventsAreOf() {
    long received = micros("2026-11-22T12:00:00Z");

    assertThat(DAILY.endOf(micros("2026-11-20T12:00:00Z"), received))
        .isEqualTo("2026-11-21T00:00:00Z");
    assertThat(DAILY.endOf(micros("1999-01-01T00:00:00Z"), received))
        .isEqualTo("2026-11-23T00:00:00Z");
    assertThat(
            new DocumentIndex("orders", Indices.DATA_STREAM, 7)
                .endOf(micros("1999-01-01T00:00:00Z"), received))
        .isEqualTo("2026-11-22T00:00:00Z");
  }

  @Test
  void onlyNamesOfDaysAreItsOwn() {
    assertThat(DAILY.dayOf("orders-2026-11-22")).contains(LocalDate.of(2026, 11, 22));
    assertThat(DAILY.has("orders-late-2026-11-22")).isFalse();
    assertThat(DAILY.has("orders-2026-11")).isFalse();
    assertThat(DAILY.has("orders")).isFalse();
    assertThat(DAILY.has("order-2026-11-22")).isFalse();
    var stream = new DocumentIndex("orders", Indices.DATA_STREAM, 7);
    assertThat(stream.has(".ds-orders-000001")).isTrue();
    assertThat(stream.has(".ds-orders-late-000001")).isFalse();
    assertThat(stream.pattern()).isEqualTo("orders");
  }

  @Test
  void aDocumentHasAnIdThatNobodyElseHas() {
    var id = new DocumentId();

    assertThat(id.of("t", "a")).isEqualTo("t:a");
    assertThat(id.of("t", "a:b")).isEqualTo("t:a:b");
    assertThat(id.of("t:a", "b")).startsWith("sha256-").isNotEqualTo(id.of("t", "a:b"));
    assertThat(id.of("t", "x".repeat(600))).hasSizeLessThan(512).startsWith("sha256-");
    assertThat(id.of("t", "\uD800")).isEqualTo(id.of("t", "\uDFFF")).isEqualTo("t:\uFFFD");
  }
}
