package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes messages in OTLP's JSON mapping. */
final class OtlpJsonWriter {
  private OtlpJsonWriter() {}

  static String text(Message message) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = OtlpJson.FACTORY.createGenerator(text)) {
      write(message, json);
    }
    return text.toString();
  }

  static void write(Message message, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      json.writeFieldName(field.getJsonName());
      if (field.isRepeated()) {
        writeAll(field, (List<?>) entry.getValue(), json);
      } else {
        write(field, entry.getValue(), json);
      }
    }
    json.writeEndObject();
  }

  private static void writeAll(FieldDescriptor field, List<?> values, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      write(field, value, json);
    }
    json.writeEndArray();
  }

  /** Numbers of 64 bits are texts: a reader that has only doubles would change them. */
  private static void write(FieldDescriptor field, Object value, JsonGenerator json)
      throws IOException {
    switch (field.getType()) {
      case MESSAGE, GROUP -> write((Message) value, json);
      case STRING -> json.writeString((String) value);
      case BYTES -> json.writeString(text(field, (ByteString) value));
      case BOOL -> json.writeBoolean((boolean) value);
      case ENUM -> json.writeNumber(((EnumValueDescriptor) value).getNumber());
      case DOUBLE -> json.writeNumber((double) value);
      case FLOAT -> json.writeNumber((float) value);
      case INT32, SINT32, SFIXED32 -> json.writeNumber((int) value);
      case UINT32, FIXED32 -> json.writeNumber(Integer.toUnsignedLong((int) value));
      case INT64, SINT64, SFIXED64 -> json.writeString(Long.toString((long) value));
      case UINT64, FIXED64 -> json.writeString(Long.toUnsignedString((long) value));
    }
  }

  private static String text(FieldDescriptor field, ByteString bytes) {
    return OtlpJson.isId(field)
        ? HexFormat.of().formatHex(bytes.toByteArray())
        : Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
