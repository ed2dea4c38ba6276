package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads one message from OTLP's JSON mapping. Fields that it does not know are passed over. */
final class OtlpJsonReader {
  private final JsonParser json;

  private OtlpJsonReader(JsonParser json) {
    this.json = json;
  }

  static Message read(byte[] body, Message.Builder into) throws Undecodable {
    try (JsonParser json = OtlpJson.FACTORY.createParser(body)) {
      new OtlpJsonReader(json).readAll(into);
      return into.build();
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory can be read", impossible);
    }
  }

  private void readAll(Message.Builder into) throws IOException, Undecodable {
    try {
      json.nextToken();
      readMessage("the request", into);
      if (json.nextToken() != null) {
        throw broken(json.currentTokenLocation(), "something follows behind the request");
      }
    } catch (JsonProcessingException broken) {
      throw broken(json.currentLocation(), broken.getOriginalMessage());
    }
  }

  private void readMessage(String name, Message.Builder into) throws IOException, Undecodable {
    require(json.currentToken() == JsonToken.START_OBJECT, name, "an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      FieldDescriptor field = field(into.getDescriptorForType(), json.currentName());
      JsonToken first = json.nextToken();
      if (field == null) {
        json.skipChildren();
      } else if (first != JsonToken.VALUE_NULL) {
        readField(field, into);
      }
    }
  }

  private static @Nullable FieldDescriptor field(Descriptor message, String name) {
    for (FieldDescriptor field : message.getFields()) {
      if (field.getJsonName().equals(name)) {
        return field;
      }
    }
    return null;
  }

  private void readField(FieldDescriptor field, Message.Builder into)
      throws IOException, Undecodable {
    if (!field.isRepeated()) {
      into.setField(field, value(field, into));
      return;
    }
    require(json.currentToken() == JsonToken.START_ARRAY, field.getJsonName(), "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      into.addRepeatedField(field, value(field, into));
    }
  }

  private Object value(FieldDescriptor field, Message.Builder into)
      throws IOException, Undecodable {
    String name = field.getJsonName();
    return switch (field.getType()) {
      case MESSAGE, GROUP -> {
        Message.Builder nested = into.newBuilderForField(field);
        readMessage(name, nested);
        yield nested.build();
      }
      case STRING -> text(name);
      case BYTES -> bytes(field);
      case BOOL -> {
        require(json.currentToken().isBoolean(), name, "true or false");
        yield json.getBooleanValue();
      }
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(intValue(field));
      case DOUBLE -> doubleValue(name);
      case FLOAT -> (float) doubleValue(name);
      case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> intValue(field);
      case INT64, SINT64, SFIXED64, UINT64, FIXED64 -> longValue(field);
    };
  }

  private String text(String name) throws IOException, Undecodable {
    require(json.currentToken() == JsonToken.VALUE_STRING, name, "text");
    String text = json.getText();
    require(text.codePoints().noneMatch(OtlpJsonReader::isSurrogate), name, "whole characters");
    return text;
  }

  /** Half a pair, which JSON can write as an escape and UTF-8 cannot. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private ByteString bytes(FieldDescriptor field) throws IOException, Undecodable {
    String text = text(field.getJsonName());
    boolean id = OtlpJson.isId(field);
    try {
      return ByteString.copyFrom(
          id ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException other) {
      throw wrong(field.getJsonName(), id ? "hexadecimal digits" : "Base64");
    }
  }

  private double doubleValue(String name) throws IOException, Undecodable {
    try {
      return Double.parseDouble(number(name));
    } catch (NumberFormatException other) {
      throw wrong(name, "a number");
    }
  }

  private int intValue(FieldDescriptor field) throws IOException, Undecodable {
    try {
      String digits = number(field.getJsonName());
      return switch (field.getType()) {
        case UINT32, FIXED32 -> Integer.parseUnsignedInt(digits);
        default -> Integer.parseInt(digits);
      };
    } catch (NumberFormatException other) {
      throw wrong(field.getJsonName(), "a whole number of 32 bits");
    }
  }

  private long longValue(FieldDescriptor field) throws IOException, Undecodable {
    try {
      String digits = number(field.getJsonName());
      return switch (field.getType()) {
        case UINT64, FIXED64 -> Long.parseUnsignedLong(digits);
        default -> Long.parseLong(digits);
      };
    } catch (NumberFormatException other) {
      throw wrong(field.getJsonName(), "a whole number of 64 bits");
    }
  }

  /**
   * A number may stand as a text, too; the mapping allows it for any, and wants it for long ones.
   */
  private String number(String name) throws IOException, Undecodable {
    JsonToken token = json.currentToken();
    require(token.isNumeric() || token == JsonToken.VALUE_STRING, name, "a number");
    return json.getText();
  }

  private void require(boolean holds, String name, String wanted) throws Undecodable {
    if (!holds) {
      throw wrong(name, wanted);
    }
  }

  private Undecodable wrong(String name, String wanted) {
    return broken(json.currentTokenLocation(), name + " must be " + wanted);
  }

  private static Undecodable broken(JsonLocation at, String what) {
    return new Undecodable("at byte " + Math.max(0, at.getByteOffset()) + " of the JSON: " + what);
  }
}
