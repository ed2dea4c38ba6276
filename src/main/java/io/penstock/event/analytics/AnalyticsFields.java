package io.penstock.event.analytics;

import static io.penstock.event.Column.Type.JSON;
import static io.penstock.event.Column.Type.NUMBER;
import static io.penstock.event.Column.Type.TEXT;

import io.penstock.event.Column;
import java.util.List;
import java.util.Set;

/** Every field that analytics events may carry: one table for the rules and for the columns. */
public final class AnalyticsFields {
  static final Set<String> TYPES = Set.of("pageview", "click", "scroll", "performance", "custom");

  private static final Rule SHORT = new Rule.Text(128);
  private static final Rule LINE = new Rule.Text(512);
  private static final Rule ADDRESS = new Rule.Text(2_048);
  private static final Rule UUID =
      new Rule.Shaped(Shape::isUuid, 36, "a UUID such as 550e8400-e29b-41d4-a716-446655440000");
  private static final Rule SIZE =
      new Rule.Shaped(Shape::isSize, 11, "a size such as 1920x1080, each side of at most 5 digits");
  private static final Rule IP =
      new Rule.Shaped(
          Shape::isAddress,
          45,
          "an IPv4 or IPv6 address such as 2001:db8::7, of at most 45 characters");
  private static final Rule TIME_ZONE =
      new Rule.Shaped(
          Shape::isTimeZone,
          64,
          "the name of a time zone such as Europe/Berlin, of at most 64 characters, or an offset"
              + " such as +02:00");
  private static final Rule LANGUAGE =
      new Rule.Shaped(
          Shape::isLanguage, 35, "a BCP 47 tag such as en-GB, of at most 35 characters");
  private static final Rule PIXELS = new Rule.Within(-1_000_000, 1_000_000);

  /** Those that every event has, besides {@code type}; they have columns everywhere. */
  static final List<AnalyticsField> COMMON =
      List.of(
          all("id", UUID, TEXT),
          all("tenant_id", UUID, TEXT),
          all("session_id", UUID, TEXT),
          all("timestamp", new Rule.Time(), TEXT));

  private AnalyticsFields() {}

  /**
   * Those with a column of their own in tables of analytics events, in the order of the columns.
   */
  static List<AnalyticsField> typed(PropertyLimits limits) {
    return List.of(
        all("session_id", UUID, TEXT),
        some("title", LINE, TEXT),
        some("path", ADDRESS, TEXT, "pageview"),
        some("url", ADDRESS, TEXT),
        some("referrer", ADDRESS, TEXT),
        some("element", LINE, TEXT, "click"),
        some("label", LINE, TEXT),
        some("x", PIXELS, NUMBER),
        some("y", PIXELS, NUMBER),
        some("depth", new Rule.Within(0, 100), NUMBER, "scroll"),
        some("metric", SHORT, TEXT, "performance"),
        some(
            "value",
            new Rule.Within(-1_000_000_000_000L, 1_000_000_000_000L),
            NUMBER,
            "performance"),
        some("name", SHORT, TEXT, "custom"),
        some("properties", new Rule.Properties(limits), JSON),
        some("user_agent", LINE, TEXT),
        some("ip", IP, TEXT),
        some("screen", SIZE, TEXT),
        some("viewport", SIZE, TEXT),
        some("timezone", TIME_ZONE, TEXT),
        some("language", LANGUAGE, TEXT));
  }

  /** The columns of a table of analytics events, besides those that every table has. */
  public static List<Column> columns() {
    return typed(PropertyLimits.DEFAULT).stream()
        .map(field -> new Column(field.name(), field.column()))
        .toList();
  }

  private static AnalyticsField all(String name, Rule rule, Column.Type column) {
    return new AnalyticsField(name, rule, column, TYPES);
  }

  private static AnalyticsField some(
      String name, Rule rule, Column.Type column, String... requiredBy) {
    return new AnalyticsField(name, rule, column, Set.of(requiredBy));
  }
}
