package io.penstock.event.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.EventRules;
import io.penstock.event.EventTime;
import io.penstock.event.Faults;
import io.penstock.event.Rfc3339;
import io.penstock.event.json.FieldNames;
import io.penstock.event.json.Fields;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of CloudEvents 1.0 for an event in its JSON form, whatever mode it came in. */
public final class CloudEventRules implements EventRules {
  /** The most bytes of source and id, which together make the event's identity. */
  public static final int IDENTITY_BYTES_MAX = 1_024;

  private static final String VERSION = "1.0";

  /** Of a text whose length four divides. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}+");

  /** Every name that the specification gives a meaning to. */
  static final List<String> NAMES =
      List.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "data",
          "data_base64");

  private final int specversion;
  private final int id;
  private final int source;
  private final int time;
  private final int data;
  private final int dataBase64;
  private final int[] required;
  private final int[] optional;
  private final Extensions extensions = new Extensions();

  public CloudEventRules(FieldNames names) {
    specversion = names.numberOf("specversion");
    id = names.numberOf("id");
    source = names.numberOf("source");
    time = names.numberOf("time");
    data = names.numberOf("data");
    dataBase64 = names.numberOf("data_base64");
    required = new int[] {id, source, names.numberOf("type")};
    optional =
        new int[] {
          names.numberOf("subject"),
          time,
          names.numberOf("datacontenttype"),
          names.numberOf("dataschema")
        };
  }

  /** The names of all fields the rules read. */
  public static List<String> names() {
    return NAMES;
  }

  @Override
  public void check(Fields event, String tenant, long nowMicros, Faults faults) {
    checkVersion(event, faults);
    for (int field : required) {
      if (event.hasValue(field)) {
        checkText(event, field, faults);
      } else {
        missing(event, field, faults);
      }
    }
    for (int field : optional) {
      if (event.hasValue(field)) {
        checkText(event, field, faults);
      }
    }
    checkData(event, faults);
    extensions.check(event, faults);
    if (faults.isEmpty()) {
      checkMeanings(event, faults);
    }
  }

  private void checkVersion(Fields event, Faults faults) {
    if (!event.hasValue(specversion)) {
      missing(event, specversion, faults);
    } else if (!event.isText(specversion) || !event.text(specversion).equals(VERSION)) {
      invalid(event, specversion, "\"" + VERSION + "\"", faults);
    }
  }

  private static void checkText(Fields event, int field, Faults faults) {
    String text = event.isText(field) ? event.text(field) : "";
    if (text.isEmpty() || !Extensions.isLawful(text)) {
      invalid(event, field, "text without control characters, and not empty", faults);
    }
  }

  private void checkData(Fields event, Faults faults) {
    if (event.hasValue(dataBase64)) {
      if (event.hasValue(data)) {
        faults.add("field_invalid", "data_base64", "an event has data or data_base64, not both");
      } else if (!event.isText(dataBase64) || !isBase64(event.text(dataBase64))) {
        invalid(event, dataBase64, "text in base64", faults);
      }
    }
  }

  private static boolean isBase64(String text) {
    return text.length() % 4 == 0 && BASE64.matcher(text).matches();
  }

  /** Asked only where every attribute is the text that it has to be. */
  private void checkMeanings(Fields event, Faults faults) {
    if (event.hasValue(time) && EventTime.ofText(event, time) == Rfc3339.NONE) {
      invalid(event, time, "an RFC 3339 time such as 2024-01-01T00:00:00Z", faults);
    }
    if (event.text(source).chars().anyMatch(Character::isWhitespace)) {
      invalid(event, source, "a URI reference, which has no white space", faults);
    } else if (identityOf(event.text(source), event.text(id)).getBytes(UTF_8).length
        > IDENTITY_BYTES_MAX) {
      faults.add(
          "id_invalid",
          "id",
          "source and id together must have at most " + (IDENTITY_BYTES_MAX - 1) + " bytes");
    }
  }

  /** What the event is known by: no source has a space, so no two events share it. */
  public static String identityOf(String source, String id) {
    return source + ' ' + id;
  }

  private static void missing(Fields event, int field, Faults faults) {
    faults.add("field_missing", event.name(field), event.name(field) + " is missing");
  }

  private static void invalid(Fields event, int field, String wanted, Faults faults) {
    String name = event.name(field);
    faults.add("field_invalid", name, name + " must be " + wanted);
  }
}
