package io.penstock.event.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the data of a CloudEvent in binary mode: at least one attribute. Written as
 * JSON they make the same event that structured mode would have sent.
 */
public record Attributes(List<Attribute> all) {
  /** The header of a record without which it is no CloudEvent in binary mode. */
  public static final String MARK = "ce_specversion";

  /** Gathers attributes from the headers of a record; others are passed over. */
  public static final class FromHeaders {
    private final List<Attribute> found = new ArrayList<>();

    /** A header without a value, as only strangers write it, is no attribute. */
    public void add(String header, byte @Nullable [] value) {
      String name = Attribute.nameIn(header);
      if (value != null && !name.isEmpty()) {
        found.add(new Attribute(name, JsonText.utf8(value, 0, value.length)));
      }
    }

    public Attributes attributes() {
      return new Attributes(found);
    }
  }

  /** How the data are to be read. */
  public DataContent content() {
    return all.stream()
        .filter(attribute -> attribute.name().equals(Attribute.CONTENT_TYPE))
        .findFirst()
        .map(attribute -> DataContent.of(attribute.value()))
        .orElse(DataContent.UNKNOWN);
  }

  /** The event without its data. */
  public byte[] json() {
    var json = new ByteArrayOutputStream();
    write(json);
    json.write('}');
    return json.toByteArray();
  }

  /** The whole event, as structured mode writes it. */
  public byte[] jsonWith(byte[] data) {
    var json = new ByteArrayOutputStream(data.length + 512);
    write(json);
    if (data.length > 0) {
      json.write(',');
      writeData(data, json);
    }
    json.write('}');
    return json.toByteArray();
  }

  private void write(ByteArrayOutputStream json) {
    char before = '{';
    for (Attribute attribute : all) {
      json.write(before);
      JsonText.quote(attribute.name(), json);
      json.write(':');
      JsonText.quote(attribute.value(), json);
      before = ',';
    }
  }

  /** Data that are not what their type says are kept as the bytes that they are. */
  private void writeData(byte[] data, ByteArrayOutputStream json) {
    switch (content().foundIn(data)) {
      case JSON -> {
        json.writeBytes("\"data\":".getBytes(UTF_8));
        json.writeBytes(data);
      }
      case TEXT -> {
        json.writeBytes("\"data\":".getBytes(UTF_8));
        JsonText.quote(new String(data, UTF_8), json);
      }
      case UNKNOWN, BYTES -> {
        json.writeBytes("\"data_base64\":\"".getBytes(UTF_8));
        json.writeBytes(Base64.getEncoder().encode(data));
        json.write('"');
      }
    }
  }
}
