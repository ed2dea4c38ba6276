package io.penstock.event.analytics;

import io.penstock.event.EventRules;
import io.penstock.event.Faults;
import io.penstock.event.json.FieldNames;
import io.penstock.event.json.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an analytics event: fields that must be there, what each must be, and whose it says it is.
 */
public final class AnalyticsRules implements EventRules {
  private static final Rule TYPE = new Rule.OneOf(AnalyticsFields.TYPES);

  private final List<AnalyticsField> fields;
  private final int[] numbers;
  private final int type;
  private final int tenant;

  public AnalyticsRules(FieldNames names, PropertyLimits limits) {
    fields = new ArrayList<>(AnalyticsFields.COMMON);
    AnalyticsFields.typed(limits).stream()
        .filter(field -> !fields.contains(field))
        .forEach(fields::add);
    numbers = fields.stream().mapToInt(field -> names.numberOf(field.name())).toArray();
    type = names.numberOf("type");
    tenant = names.numberOf("tenant_id");
  }

  /** The names of all fields the rules read. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of("id", "tenant_id", "timestamp", "type"));
    AnalyticsFields.columns().forEach(column -> names.add(column.name()));
    return names;
  }

  @Override
  public void check(Fields event, String tenantOfKey, long nowMicros, Faults faults) {
    if (!event.hasValue(type)) {
      faults.add("field_missing", "type", "type is missing, expected " + TYPE.wanted());
      return;
    }
    if (!TYPE.holds(event, type, nowMicros)) {
      faults.add("field_invalid", "type", "type must be " + TYPE.wanted());
      return;
    }
    String name = event.text(type);
    for (int i = 0; i < numbers.length; i++) {
      check(fields.get(i), numbers[i], name, event, nowMicros, faults);
    }
    if (faults.isEmpty() && !Rule.isUuid(event, tenant, tenantOfKey)) {
      faults.add("tenant_mismatch", "tenant_id", "tenant_id is not the tenant of the key");
    }
  }

  private static void check(
      AnalyticsField field, int number, String type, Fields event, long nowMicros, Faults faults) {
    if (!event.hasValue(number)) {
      if (field.isRequiredBy(type)) {
        faults.add(
            "field_missing", field.name(), field.name() + " is missing, " + type + " needs it");
      }
    } else if (!field.rule().holds(event, number, nowMicros)) {
      faults.add("field_invalid", field.name(), field.name() + " must be " + field.rule().wanted());
    }
  }
}
