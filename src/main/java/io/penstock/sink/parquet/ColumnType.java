package io.penstock.sink.parquet;

import io.penstock.event.EventTime;
import io.penstock.event.Rfc3339;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonText;
import io.penstock.sink.CleanText;
import java.math.BigDecimal;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What a column of a Parquet file holds, and how a field of an event becomes that. */
public enum ColumnType {
  /** Texts as they are, anything else as its JSON. */
  TEXT(PrimitiveTypeName.BINARY, "text") {
    @Override
    Object valueOf(Fields event, int field) {
      return binary(event.text(field));
    }
  },
  INTEGER(PrimitiveTypeName.INT32, "whole number of 32 bits") {
    @Override
    @Nullable Object valueOf(Fields event, int field) {
      Long number = wholeNumber(event, field);
      return number != null && number == number.intValue() ? number.intValue() : null;
    }
  },
  LONG(PrimitiveTypeName.INT64, "whole number of 64 bits") {
    @Override
    @Nullable Object valueOf(Fields event, int field) {
      return wholeNumber(event, field);
    }
  },
  DOUBLE(PrimitiveTypeName.DOUBLE, "number") {
    @Override
    @Nullable Object valueOf(Fields event, int field) {
      return event.isNumber(field) ? Double.valueOf(event.text(field)) : null;
    }
  },
  BOOLEAN(PrimitiveTypeName.BOOLEAN, "true or false") {
    @Override
    @Nullable Object valueOf(Fields event, int field) {
      return switch (jsonOf(event, field)) {
        case "true" -> true;
        case "false" -> false;
        default -> null;
      };
    }
  },
  /** Microseconds since 1970, in UTC. */
  TIMESTAMP(PrimitiveTypeName.INT64, "RFC 3339 time or whole number of milliseconds") {
    @Override
    @Nullable Object valueOf(Fields event, int field) {
      long micros = EventTime.micros(event, field);
      return micros == Rfc3339.NONE ? null : micros;
    }
  };

  /** Far more than any whole number of 64 bits is written with, zeros behind its point included. */
  private static final int DIGITS_MAX = 400;

  private final PrimitiveTypeName primitive;
  private final String wanted;

  ColumnType(PrimitiveTypeName primitive, String wanted) {
    this.primitive = primitive;
    this.wanted = wanted;
  }

  /** The value of a field that is there and is not null; null where it does not fit. */
  abstract @Nullable Object valueOf(Fields event, int field);

  /** What has to stand in the field, for people. */
  String wanted() {
    return wanted;
  }

  PrimitiveType parquet(String name, boolean isRequired) {
    return Types.primitive(primitive, isRequired ? Repetition.REQUIRED : Repetition.OPTIONAL)
        .as(meaning())
        .named(name);
  }

  private @Nullable LogicalTypeAnnotation meaning() {
    return switch (this) {
      case TEXT -> LogicalTypeAnnotation.stringType();
      case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS);
      case INTEGER, LONG, DOUBLE, BOOLEAN -> null;
    };
  }

  /** Writes a value that {@link #valueOf} gave, or one like it; the level is that of a value. */
  static void write(Object value, ColumnWriter column, int level) {
    switch (value) {
      case Binary text -> column.write(text, 0, level);
      case Long number -> column.write(number.longValue(), 0, level);
      case Integer number -> column.write(number.intValue(), 0, level);
      case Double number -> column.write(number.doubleValue(), 0, level);
      case Boolean truth -> column.write(truth.booleanValue(), 0, level);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  static Binary binary(String text) {
    return Binary.fromConstantByteArray(CleanText.utf8(text));
  }

  private static String jsonOf(Fields event, int field) {
    return JsonText.utf8(event.bytes(), event.from(field), event.to(field));
  }

  private static @Nullable Long wholeNumber(Fields event, int field) {
    if (!event.isNumber(field)) {
      return null;
    }
    String number = event.text(field);
    try {
      return number.length() < 19 && isDigits(number)
          ? Long.valueOf(number)
          : Long.valueOf(bounded(number).longValueExact());
    } catch (ArithmeticException | NumberFormatException otherwise) {
      return null;
    }
  }

  private static boolean isDigits(String number) {
    return number.chars().skip(number.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A short text can stand for a number whose digits fill the memory, and a long one takes longer
   * to read than anybody waits.
   */
  private static BigDecimal bounded(String number) {
    if (number.length() > DIGITS_MAX) {
      throw new ArithmeticException("too long");
    }
    var exact = new BigDecimal(number);
    if (exact.precision() - exact.scale() > 19 || exact.scale() > 400) {
      throw new ArithmeticException("out of range");
    }
    return exact;
  }
}
