package io.penstock.schema;

import com.networknt.schema.Error;
import io.penstock.event.EventRules;
import io.penstock.event.Faults;
import io.penstock.event.json.Fields;
import java.io.IOException;

/**
 * Holds events to a schema. The one place on the way in where a tree is built of an event: a schema
 * cannot be checked without, and only streams that have one pay for it.
 */
public final class SchemaRules implements EventRules {
  private static final String CODE = "schema_violated";

  private final EventSchema schema;
  private final EventSchema.Mode mode;

  public SchemaRules(EventSchema schema, EventSchema.Mode mode) {
    this.schema = schema;
    this.mode = mode;
  }

  @Override
  public void check(Fields event, String tenant, long nowMicros, Faults faults) {
    if (!faults.isEmpty()) {
      return;
    }
    try {
      for (Error error : schema.errors(event.bytes(), event.start(), event.end())) {
        violated(error.getInstanceLocation().toString(), error.getMessage(), faults);
      }
    } catch (IOException tooLong) {
      violated("", "cannot be checked: a number in it has more than 1,000 digits", faults);
    }
  }

  private void violated(String pointer, String what, Faults faults) {
    String detail = (pointer.isEmpty() ? "the event" : pointer) + " " + what;
    switch (mode) {
      case ENFORCE -> faults.addAt(CODE, pointer, detail);
      case WARN -> faults.warnAt(CODE, pointer, detail);
    }
  }
}
