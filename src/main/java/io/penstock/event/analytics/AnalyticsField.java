package io.penstock.event.analytics;

import io.penstock.event.Column;
import java.util.Set;

/**
 * One field of analytics events.
 *
 * @param requiredBy the types that cannot do without it
 */
record AnalyticsField(String name, Rule rule, Column.Type column, Set<String> requiredBy) {
  boolean isRequiredBy(String type) {
    return requiredBy.contains(type);
  }
}
