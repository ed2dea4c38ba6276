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
  private static final Rule PIXELS = new Rule.Within(-1_000_000, 1_000_000);

  /** Those that every event has, besides {@code type}; they have columns everywhere. */
  static final List<AnalyticsField> COMMON =
      List.of(
          all("id", new Rule.Uuid(), TEXT),
          all("tenant_id", new Rule.Uuid(), TEXT),
          all("session_id", new Rule.Uuid(), TEXT),
          all("timestamp", new Rule.Time(), TEXT));

  /**
   * Those with a column of their own in tables of analytics events, in the order of the columns.
   */
  static final List<AnalyticsField> TYPED =
      List.of(
          all("session_id", new Rule.Uuid(), TEXT),
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
          some("properties", new Rule.Properties(64, 5, 16_384), JSON),
          some("user_agent", LINE, TEXT),
          some("ip", new Rule.Text(45), TEXT),
          some("screen", new Rule.Text(32), TEXT),
          some("viewport", new Rule.Text(32), TEXT),
          some("timezone", new Rule.Text(64), TEXT),
          some("language", new Rule.Text(35), TEXT));

  private AnalyticsFields() {}

  /** The columns of a table of analytics events, besides those that every table has. */
  public static List<Column> columns() {
    return TYPED.stream().map(field -> new Column(field.name(), field.column())).toList();
  }

  private static AnalyticsField all(String name, Rule rule, Column.Type column) {
    return new AnalyticsField(name, rule, column, TYPES);
  }

  private static AnalyticsField some(
      String name, Rule rule, Column.Type column, String... requiredBy) {
    return new AnalyticsField(name, rule, column, Set.of(requiredBy));
  }
}
