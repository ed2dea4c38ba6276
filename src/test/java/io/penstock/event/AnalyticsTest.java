package io.penstock.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of an SDK must be. */
class AnalyticsTest {
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final String COMMON =
      "\"id\":\"550e8400-e29b-41d4-a716-446655440000\","
          + "\"tenant_id\":\"00000000-0000-0000-0000-000000000000\","
          + "\"session_id\":\"11111111-1111-1111-1111-111111111111\","
          + "\"timestamp\":\"2024-01-01T00:00:00Z\"";
  private static final String PAGEVIEW = COMMON + ",\"type\":\"pageview\",\"path\":\"/\"";

  private final Slicer slicer = Sliced.slicer(Sliced.analytics());

  @Test
  void acceptsTheRequestThatEverySdkSends() throws MalformedJson, TooManyEvents {
    Slices slices =
        Sliced.json(
            slicer,
            "{\"events\":[{"
                + COMMON
                + ",\"type\":\"pageview\",\"title\":\"Home\",\"path\":\"/\"}]}");

    assertThat(slices.count()).isEqualTo(1);
    assertThat(slices.violations()).isEmpty();
    assertThat(Sliced.key(slices, 0)).isEqualTo("11111111-1111-1111-1111-111111111111");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pageview|path|\"path\":\"/\"",
        "click|element|\"element\":\"#buy\"",
        "scroll|depth|\"depth\":50",
        "custom|name|\"name\":\"signup\"",
      })
  void eachTypeNeedsItsField(String type, String field, String member)
      throws MalformedJson, TooManyEvents {
    String bare = COMMON + ",\"type\":\"" + type + "\"";

    assertThat(faults(bare + "," + member)).isEmpty();
    assertThat(faults(bare))
        .containsExactly(
            new Violation(
                0, ID, "field_missing", "/" + field, field + " is missing, " + type + " needs it"));
  }

  @Test
  void aPerformanceEventNeedsAMetricAndItsValue() throws MalformedJson, TooManyEvents {
    String bare = COMMON + ",\"type\":\"performance\"";

    assertThat(faults(bare + ",\"metric\":\"lcp\",\"value\":1.5")).isEmpty();
    assertThat(details(bare))
        .containsExactly(
            "metric is missing, performance needs it", "value is missing, performance needs it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "tenant_id", "session_id", "timestamp"})
  void everyEventNeedsWhatAllHaveInCommon(String field) throws MalformedJson, TooManyEvents {
    String without = PAGEVIEW.replace("\"" + field + "\":", "\"not_" + field + "\":");
    String withNull =
        PAGEVIEW.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":null");

    assertThat(details(without)).containsExactly(field + " is missing, pageview needs it");
    assertThat(details(withNull)).containsExactly(field + " is missing, pageview needs it");
  }

  @Test
  void theTypeIsOneOfFive() throws MalformedJson, TooManyEvents {
    String types = "one of [click, custom, pageview, performance, scroll]";

    assertThat(faults(COMMON))
        .containsExactly(
            new Violation(0, ID, "field_missing", "/type", "type is missing, expected " + types));
    assertThat(details(COMMON + ",\"type\":\"view\"")).containsExactly("type must be " + types);
    assertThat(details(COMMON + ",\"type\":7")).containsExactly("type must be " + types);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id|\"7\"|a UUID such as 550e8400-e29b-41d4-a716-446655440000",
        "id|7|a UUID such as 550e8400-e29b-41d4-a716-446655440000",
        "session_id|\"1111111111111-1111-1111-111111111111\"|a UUID such as"
            + " 550e8400-e29b-41d4-a716-446655440000",
        "tenant_id|\"0000000g-0000-0000-0000-000000000000\"|a UUID such as"
            + " 550e8400-e29b-41d4-a716-446655440000",
        "timestamp|\"yesterday\"|an RFC 3339 time such as 2024-01-01T00:00:00Z, at most 1 hour"
            + " ahead",
        "timestamp|1704067200000|an RFC 3339 time such as 2024-01-01T00:00:00Z, at most 1 hour"
            + " ahead",
      })
  void saysWhatACommonFieldMustBe(String field, String value, String wanted)
      throws MalformedJson, TooManyEvents {
    String event =
        PAGEVIEW.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + value);

    assertThat(details(event)).containsExactly(field + " must be " + wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "title,512",
    "url,2048",
    "referrer,2048",
    "element,512",
    "label,512",
    "metric,128",
    "name,128",
    "user_agent,512",
  })
  void textHasItsLength(String field, int charactersMax) throws MalformedJson, TooManyEvents {
    String event = PAGEVIEW + ",\"" + field + "\":";

    assertThat(faults(event + '"' + "é".repeat(charactersMax) + '"')).isEmpty();
    assertThat(faults(event + '"' + "𝄞".repeat(charactersMax) + '"')).isEmpty();
    assertThat(faults(event + '"' + "\\u0061".repeat(charactersMax) + '"')).isEmpty();
    assertThat(faults(event + "null")).isEmpty();
    String detail = field + " must be text of at most " + charactersMax + " characters";
    assertThat(details(event + '"' + "é".repeat(charactersMax + 1) + '"')).containsExactly(detail);
    assertThat(details(event + "7")).containsExactly(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "x,-1000000,1000000",
    "y,-1000000,1000000",
    "depth,0,100",
    "value,-1000000000000,1000000000000"
  })
  void aNumberHasItsBounds(String field, long min, long max) throws MalformedJson, TooManyEvents {
    String event = PAGEVIEW + ",\"" + field + "\":";

    for (String good : List.of("0", "-0", "0.5", "1e1", "1e-99999999999", min + ".000", max + "")) {
      assertThat(faults(event + good)).as(good).isEmpty();
    }
    String detail = field + " must be a number from " + min + " to " + max;
    for (String bad :
        List.of(
            min - 1 + "",
            max + ".5",
            "1e99",
            "-1e99",
            "1e99999999999",
            "1e2147483648",
            "\"1\"",
            "[]")) {
      assertThat(details(event + bad)).as(bad).containsExactly(detail);
    }
  }

  @Test
  void aLongFractionIsStillANumber() throws MalformedJson, TooManyEvents {
    assertThat(faults(PAGEVIEW + ",\"x\":0." + "3".repeat(60))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, true",
    "0001-01-01T00:00:00Z, true",
    "2024-06-01T01:00:00Z, true",
    "2024-06-01T03:00:00\\u002b02:00, true",
    "2024-06-01T01:00:00.000001Z, false",
    "9999-12-31T23:59:59Z, false",
  })
  void aTimeIsAtMostAnHourAheadAndAsOldAsItLikes(String time, boolean good)
      throws MalformedJson, TooManyEvents {
    String event = PAGEVIEW.replace("2024-01-01T00:00:00Z", time);

    assertThat(faults(event).isEmpty()).isEqualTo(good);
  }

  @Test
  void refusesAnotherTenant() throws MalformedJson, TooManyEvents {
    assertThat(faults(PAGEVIEW.replace(Sliced.TENANT, "00000000-0000-0000-0000-000000000001")))
        .containsExactly(
            new Violation(
                0, ID, "tenant_mismatch", "/tenant_id", "tenant_id is not the tenant of the key"));
  }

  @Test
  void aUuidMayBeWrittenInAnyLetters() throws MalformedJson, TooManyEvents {
    String tenant = "abcdef00-0000-0000-0000-00000000000a";
    String event =
        "{" + PAGEVIEW.replace(Sliced.TENANT, "ABCDEF00-0000-0000-0000-00000000000\\u0041") + "}";

    Slices slices =
        slicer.slice(
            event.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Slicer.Form.JSON,
            tenant,
            Sliced.NOW_MICROS,
            java.util.Optional.empty());

    assertThat(slices.violations()).isEmpty();
  }

  @Test
  void listsAtMostEightFaultsOfAnEvent() throws MalformedJson, TooManyEvents {
    Slices slices =
        Sliced.json(
            slicer,
            "[{\"type\":\"pageview\",\"title\":1,\"url\":1,\"x\":\"\",\"y\":\"\",\"label\":2},{"
                + PAGEVIEW
                + "}]");

    assertThat(slices.violations()).hasSize(8);
    assertThat(slices.rejected()).isEqualTo(1);
    assertThat(slices.count()).isEqualTo(1);
  }

  private List<Violation> faults(String members) throws MalformedJson, TooManyEvents {
    return Sliced.json(slicer, "{" + members + "}").violations();
  }

  private List<String> details(String members) throws MalformedJson, TooManyEvents {
    return faults(members).stream().map(Violation::detail).toList();
  }
}
