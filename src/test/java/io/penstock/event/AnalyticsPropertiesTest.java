package io.penstock.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.analytics.PropertyLimits;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much the custom properties of an event may hold. */
class AnalyticsPropertiesTest {
  private static final String CUSTOM =
      "\"id\":\"550e8400-e29b-41d4-a716-446655440000\","
          + "\"tenant_id\":\"00000000-0000-0000-0000-000000000000\","
          + "\"session_id\":\"11111111-1111-1111-1111-111111111111\","
          + "\"timestamp\":\"2024-01-01T00:00:00Z\",\"type\":\"custom\",\"name\":\"n\"";

  private final Slicer slicer = Sliced.slicer(Sliced.analytics());

  @Test
  void propertiesAreLimitedInNumberDepthAndBytes() throws MalformedJson, TooManyEvents {
    String detail = "properties must be an object of at most 64 members, 5 levels and 16384 bytes";

    for (String good :
        List.of(
            "{}",
            "{ }",
            "null",
            "{\"a\":1}",
            members(64),
            "{\"a\":[[[[]]]]}",
            "{\"a\":\"" + "x".repeat(16_384 - 8) + "\"}")) {
      assertThat(details(slicer, good)).as(good).isEmpty();
    }
    for (String bad :
        List.of(
            "[]",
            "1",
            "\"{}\"",
            members(65),
            "{\"a\":[[[[[]]]]]}",
            "{\"a\":1,\"b\":{\"c\":[{\"d\":{\"e\":{}}}]}}",
            "{\"a\":\"" + "x".repeat(16_384 - 7) + "\"}")) {
      assertThat(details(slicer, bad)).as(bad).containsExactly(detail);
    }
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> " \"m\\\"" + i + "\" : [1, {}]")
        .collect(Collectors.joining(" ,", "{", " }"));
  }

  @Test
  void aStreamHasItsOwnLimits() throws MalformedJson, TooManyEvents {
    Slicer narrow = Sliced.slicer(Sliced.analytics(new PropertyLimits(2, 2, 20)));
    String detail = "properties must be an object of at most 2 members, 2 levels and 20 bytes";

    for (String good : List.of("{\"a\":1,\"b\":2}", "{\"a\":[]}", "{\"a\":\"xxxxxxxxxxxx\"}")) {
      assertThat(details(narrow, good)).as(good).isEmpty();
    }
    for (String bad :
        List.of("{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":[[]]}", "{\"a\":\"xxxxxxxxxxxxx\"}")) {
      assertThat(details(narrow, bad)).as(bad).containsExactly(detail);
    }
  }

  @Test
  void aStreamMayTakeAsMuchAsAnEventHolds() throws MalformedJson, TooManyEvents {
    Slicer wide = Sliced.slicer(Sliced.analytics(new PropertyLimits(10_000, 63, 64 << 20)));

    assertThat(details(wide, members(10_000))).isEmpty();
    assertThat(details(wide, members(10_001))).hasSize(1);
    assertThat(details(wide, "{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}")).isEmpty();
    assertThat(details(wide, "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}"))
        .contains(
            "properties must be an object of at most 10000 members, 63 levels and 67108864 bytes");
  }

  private static List<String> details(Slicer slicer, String properties)
      throws MalformedJson, TooManyEvents {
    return Sliced.json(slicer, "{" + CUSTOM + ",\"properties\":" + properties + "}")
        .violations()
        .stream()
        .map(Violation::detail)
        .toList();
  }
}
