package io.penstock.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Event;
import io.penstock.sink.s3.Hours.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-22T09:30:00Z");

  private final Hours hours = new Hours("orders", Duration.ofHours(6));

  private Hour of(Instant time) {
    return hours.of(
        new Event(0, "t", "1", "", micros(time), micros(RECEIVED), new byte[0], new Object[0]));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T09:30:00Z, stream=orders/dt=2026-11-22/hh=09/",
    "2026-11-22T03:30:00Z, stream=orders/dt=2026-11-22/hh=03/",
    "2026-11-22T03:29:59.999999Z, late/stream=orders/dt=2026-11-22/hh=09/",
    "2026-11-22T10:30:00Z, stream=orders/dt=2026-11-22/hh=10/",
    "2026-11-22T10:30:00.000001Z, late/stream=orders/dt=2026-11-22/hh=09/",
    "0000-01-01T00:00:00Z, late/stream=orders/dt=2026-11-22/hh=09/",
    "9999-12-31T23:59:59Z, late/stream=orders/dt=2026-11-22/hh=09/"
  })
  void anEventIsWithTheOthersOfItsHourUnlessItCameLate(Instant time, String folder) {
    assertThat(hours.folderOf(of(time))).isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "p/hot/stream=orders/dt=2026-11-22/hh=09/orders+0+1-2.parquet, 2026-11-22T10:00:00Z",
    "late/stream=orders/dt=2026-12-31/hh=23/a.b-c_d+12+0-9.ndjson.gz, 2027-01-01T00:00:00Z",
    "stream=o/dt=2026-11-22/hh=09/o+0+1-2-0123456789abcdef.parquet, 2026-11-22T10:00:00Z"
  })
  void aFileEndsWithItsHour(String name, Instant end) {
    assertThat(Hours.endOf(name)).contains(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream=orders/dt=2026-11-22/hh=09/part-0.parquet",
        "stream=orders/dt=2026-13-45/hh=09/orders+0+1-2.parquet",
        "stream=orders/dt=2026-11-22/hh=09/",
        "stream=orders/orders+0+1-2.parquet",
        "stream=orders/dt=2026-11-22/hh=09/deeper/orders+0+1-2.parquet"
      })
  void whatHasAnotherNameIsNotOurs(String name) {
    assertThat(Hours.endOf(name)).isEmpty();
  }
}
