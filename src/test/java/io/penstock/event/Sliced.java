package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Slicer.Form;
import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.analytics.PropertyLimits;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Slices requests for tests, at a fixed time and with a seeded random. */
final class Sliced {
  static final String TENANT = "00000000-0000-0000-0000-000000000000";

  /** 2024-06-01T00:00:00Z. */
  static final long NOW_MICROS = 1_717_200_000_000_000L;

  private Sliced() {}

  static Stream open(int eventsMax, int eventBytesMax) {
    return new Stream(
        "things",
        "things",
        Stream.Kind.OPEN,
        "id",
        Optional.of("type"),
        Optional.of("at"),
        Optional.of("session"),
        KeyStrategy.SESSION,
        eventsMax,
        eventBytesMax);
  }

  static Stream analytics() {
    return analytics(PropertyLimits.DEFAULT);
  }

  static Stream analytics(PropertyLimits limits) {
    return Stream.analytics("events", "events", KeyStrategy.SESSION, 1_000, 1 << 20, limits);
  }

  static Slicer slicer(Stream stream) {
    return new Slicer(stream, new SplittableRandom(7));
  }

  static Slices json(Slicer slicer, String body) throws MalformedJson, TooManyEvents {
    return slicer.slice(body.getBytes(UTF_8), Form.JSON, TENANT, NOW_MICROS, Optional.empty());
  }

  static Slices lines(Slicer slicer, String body) throws MalformedJson, TooManyEvents {
    return slicer.slice(body.getBytes(UTF_8), Form.LINES, TENANT, NOW_MICROS, Optional.empty());
  }

  static List<String> events(Slices slices) {
    return IntStream.range(0, slices.count())
        .mapToObj(index -> new String(slices.event(index), UTF_8))
        .toList();
  }

  static String key(Slices slices, int index) {
    return slices.hasKey(index) ? new String(slices.key(index), UTF_8) : "(none)";
  }

  static String newId(Slices slices, int index) {
    return slices.hasNewId(index) ? new String(slices.newId(index), UTF_8) : "(none)";
  }
}
