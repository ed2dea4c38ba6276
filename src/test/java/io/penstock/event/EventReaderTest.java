package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final RequestStamp STAMP =
      new RequestStamp(Sliced.TENANT, Sliced.NOW_MICROS, "127.0.0.1", "static");

  private final EventReader reader = new EventReader(Sliced.open(10, 1_000), "nobody");

  @Test
  void readsWhatTheSlicerFound() throws MalformedJson, TooManyEvents {
    Slices slices =
        Sliced.json(
            Sliced.slicer(Sliced.open(10, 1_000)),
            "[{\"id\":\"\\u0061\",\"type\":\"t\\n"
                + "\",\"at\":\"2024-01-01T00:00:00Z\"}, {\"id\":7},{}]");

    Event first = reader.read(5, 9, slices.event(0), STAMP.packed(), null, "t-0-");
    Event second = reader.read(6, 9, slices.event(1), STAMP.packed(), null, "t-0-");
    Event third = reader.read(7, 9, slices.event(2), STAMP.packed(), slices.newId(2), "t-0-");

    assertThat(first.offset()).isEqualTo(5);
    assertThat(first.tenant()).isEqualTo(Sliced.TENANT);
    assertThat(first.id()).isEqualTo("a");
    assertThat(first.type()).isEqualTo("t\n");
    assertThat(first.timeMicros()).isEqualTo(1_704_067_200_000_000L);
    assertThat(first.receivedAtMicros()).isEqualTo(Sliced.NOW_MICROS);
    assertThat(first.data()).isEqualTo(slices.event(0));
    assertThat(first.columns()).isEmpty();
    assertThat(second.id()).isEqualTo("7");
    assertThat(second.type()).isEmpty();
    assertThat(second.timeMicros()).isEqualTo(Sliced.NOW_MICROS);
    assertThat(third.id()).isEqualTo(Sliced.newId(slices, 2));
  }

  @Test
  void eachEventHasItsOwnTypeHoweverManyThereAre() throws MalformedJson {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String type = "x".repeat(random.nextInt(70)) + random.nextInt(200);
      byte[] data = ("{\"type\":\"" + type + "\"}").getBytes(UTF_8);

      assertThat(reader.read(i, 9, data, STAMP.packed(), null, "o").type()).isEqualTo(type);
    }
  }

  @Test
  void readsTheColumnsOfAnalyticsEvents() throws MalformedJson {
    var analytics = new EventReader(Sliced.analytics(), "nobody");
    String data =
        "{\"id\":\"i\",\"type\":\"click\",\"timestamp\":\"2024-01-01T00:00:00.5Z\",\"element\":\"é\\n"
            + "\",\"x\":-1.5,\"y\":null,\"properties\":{ \"a\": [1]},\"session_id\":\"s\"}";

    Event event = analytics.read(0, 9, data.getBytes(UTF_8), STAMP.packed(), null, "o");

    assertThat(column(event, "element")).isEqualTo("é\n");
    assertThat(column(event, "x")).isEqualTo(-1.5);
    assertThat(column(event, "y")).isNull();
    assertThat(column(event, "title")).isNull();
    assertThat(column(event, "properties")).isEqualTo("{ \"a\": [1]}");
    assertThat(column(event, "session_id")).isEqualTo("s");
    assertThat(event.timeMicros()).isEqualTo(1_704_067_200_500_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2024-01-01T00:00:00Z\"|1704067200000000",
        "\"2024-01-01T01:00:00\\u002B01:00\"|1704067200000000",
        "1704067200123|1704067200123000",
        "0|0",
        "253402300799999|253402300799999000",
        "253402300800000|1717200000000000",
        "-1|1717200000000000",
        "1.5|1717200000000000",
        "null|1717200000000000",
        "\"soon\"|1717200000000000",
        "{}|1717200000000000",
      })
  void anEventWithoutATimeHappenedWhenItWasReceived(String time, long micros) throws MalformedJson {
    String data = "{\"at\":" + time + "}";

    assertThat(reader.read(0, 9, data.getBytes(UTF_8), STAMP.packed(), null, "o").timeMicros())
        .isEqualTo(micros);
  }

  @Test
  void aRecordThatIsNestedTooDeepIsNoEvent() throws MalformedJson {
    byte[] deepest = ("{\"v\":" + "[".repeat(63) + "]".repeat(63) + "}").getBytes(UTF_8);
    byte[] tooDeep = ("{\"v\":" + "[".repeat(64) + "]".repeat(64) + "}").getBytes(UTF_8);

    assertThat(reader.read(0, 9, deepest, null, null, "o").data()).isEqualTo(deepest);
    assertThatThrownBy(() -> reader.read(0, 9, tooDeep, null, null, "o"))
        .isInstanceOf(MalformedJson.class)
        .hasMessage("nested 65 levels deep, at most 64 are allowed");
  }

  @Test
  void aRecordThatCameThroughAnotherDoorHasItsOwnTime() throws MalformedJson {
    assertThat(received(1, null)).isEqualTo(1_000);
    assertThat(received(2, "")).isEqualTo(2_000);
    assertThat(received(3, "not ours")).isEqualTo(3_000);
    assertThat(received(4, "not ours")).isEqualTo(4_000);
    assertThat(received(5, new String(STAMP.packed(), UTF_8))).isEqualTo(Sliced.NOW_MICROS);
    assertThat(received(6, "")).isEqualTo(6_000);
    assertThat(received(7, null)).isEqualTo(7_000);
  }

  private long received(long timestampMillis, @Nullable String stamp) throws MalformedJson {
    byte[] packed = stamp == null ? null : stamp.getBytes(UTF_8);
    Event event = reader.read(0, timestampMillis, "{}".getBytes(UTF_8), packed, null, "t-0-");
    assertThat(event.id()).isEqualTo("t-0-0");
    return event.receivedAtMicros();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "{", "{}x", "{\"a\":01}"})
  void refusesARecordThatIsNoObject(String data) {
    assertThatThrownBy(() -> reader.read(0, 9, data.getBytes(UTF_8), null, null, "o"))
        .isInstanceOf(MalformedJson.class);
  }

  private static @Nullable Object column(Event event, String name) {
    List<Column> columns = EventLayout.of(Sliced.analytics()).columns();
    return event.columns()[columns.stream().map(Column::name).toList().indexOf(name)];
  }
}
