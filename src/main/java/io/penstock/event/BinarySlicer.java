package io.penstock.event;

import io.penstock.event.cloudevents.Attributes;
import io.penstock.event.cloudevents.DataContent;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import java.util.List;

/**
 * Checks events whose attributes stand beside the body, so that the whole body is their data. The
 * attributes keep the rules that they would keep as JSON. Not thread-safe: each event loop has its
 * own.
 */
public final class BinarySlicer {
  private final EventLayout layout;
  private final CommonRules common;
  private final EventRules rules;
  private final Fields fields;
  private final JsonScanner scanner = new JsonScanner();
  private final Faults faults = new Faults();

  public BinarySlicer(Stream stream) {
    this.layout = EventLayout.of(stream);
    this.common = new CommonRules(stream, layout);
    this.rules = layout.rulesOf(stream);
    this.fields = new Fields(layout.names(), stream.eventBytesMax());
  }

  /**
   * The event as the one slice of {@code data}, which must not change as long as it lives.
   *
   * @throws MalformedJson where the attributes say that the data are JSON, and they are not
   */
  public Slices slice(byte[] data, Attributes attributes, String tenant, long nowMicros)
      throws MalformedJson {
    faults.clear();
    faults.begin(0);
    read(attributes);
    faults.identify(() -> layout.readableId(fields));
    common.check(fields, faults);
    rules.check(fields, tenant, nowMicros, faults);
    checkNames(attributes);
    if (attributes.content() == DataContent.JSON && data.length > 0) {
      checkJson(data);
    }
    common.checkSize(data.length, faults);
    return faults.isEmpty()
        ? Slices.whole(data)
        : Slices.none(data, faults.rejected(), faults.violations());
  }

  private void read(Attributes attributes) {
    byte[] json = attributes.json();
    scanner.reset(json, 0, json.length);
    try {
      fields.read(scanner);
    } catch (MalformedJson impossible) {
      throw new IllegalStateException("we wrote it ourselves", impossible);
    }
  }

  /** As headers these two would be attributes, and no attribute may have their names. */
  private void checkNames(Attributes attributes) {
    for (String name : List.of("data", "data_base64")) {
      if (attributes.all().stream().anyMatch(attribute -> attribute.name().equals(name))) {
        faults.add("field_invalid", name, name + " must not be a header: the body is the data");
      }
    }
  }

  private void checkJson(byte[] data) throws MalformedJson {
    scanner.reset(data, 0, data.length);
    scanner.skipValue();
    scanner.expectEnd();
    common.checkNesting(scanner.deepest() + 1, faults);
  }
}
