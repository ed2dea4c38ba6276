package io.penstock.event.cloudevents;

/** One attribute of a CloudEvent whose data stand apart from it. */
public record Attribute(String name, String value) {
  /** The one attribute that bindings do not carry under its own name. */
  public static final String CONTENT_TYPE = "datacontenttype";

  private static final String CONTENT_TYPE_HEADER = "content-type";
  private static final String PREFIX = "ce_";

  /** The header of a record that holds it, as the Kafka binding names it. */
  public String header() {
    return name.equals(CONTENT_TYPE) ? CONTENT_TYPE_HEADER : PREFIX + name;
  }

  /** The name of the attribute in a record's header; empty where the header holds none. */
  static String nameIn(String header) {
    if (header.startsWith(PREFIX)) {
      return header.substring(PREFIX.length());
    }
    return header.equals(CONTENT_TYPE_HEADER) ? CONTENT_TYPE : "";
  }
}
