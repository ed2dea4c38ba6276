package io.penstock.sink.clickhouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers of every width, and texts that are one. */
final class NumberWriters {
  /** No column has more; beyond, a short text such as 1e999999999 would fill the memory. */
  private static final int DIGITS_MAX = 400;

  /** Beyond, a number costs more to read than a whole event. */
  private static final int CHARS_MAX = 1_000;

  /** So many digits are a {@code long} whatever they are. */
  private static final int LONG_DIGITS = 18;

  private NumberWriters() {}

  static Optional<ValueWriter> of(TypeName type) {
    return switch (type.name()) {
      case "Float32" ->
          Optional.of(
              (json, from, to, out) -> out.float32((float) real(json, from, to, Float.MAX_VALUE)));
      case "Float64" ->
          Optional.of((json, from, to, out) -> out.float64(real(json, from, to, Double.MAX_VALUE)));
      case "Decimal" -> Optional.of(fixedPoint(type.number(0), type.number(1)));
      case "Int8", "Int16", "Int32", "Int64", "Int128", "Int256" ->
          Optional.of(whole(Integer.parseInt(type.name().substring(3)), true));
      case "UInt8", "UInt16", "UInt32", "UInt64", "UInt128", "UInt256" ->
          Optional.of(whole(Integer.parseInt(type.name().substring(4)), false));
      default -> Optional.empty();
    };
  }

  private static double real(byte[] json, int from, int to, double max) throws Unfit {
    double real = decimal(json, from, to).doubleValue();
    if (Math.abs(real) > max) {
      throw new Unfit(Unfit.RANGE, "is larger than any number of the column's type");
    }
    return real;
  }

  /** Digits behind those that the column has are cut off, as ClickHouse does. */
  private static ValueWriter fixedPoint(int precision, int scale) {
    int size = precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
    BigInteger end = BigInteger.TEN.pow(precision);
    return (json, from, to, out) -> {
      BigInteger unscaled =
          number(json, from, to).setScale(scale, RoundingMode.DOWN).unscaledValue();
      if (unscaled.abs().compareTo(end) >= 0) {
        throw new Unfit(
            Unfit.RANGE, "has more than " + (precision - scale) + " digits before the point");
      }
      write(unscaled, size, out);
    };
  }

  private static ValueWriter whole(int bits, boolean signed) {
    BigInteger end = BigInteger.TWO.pow(signed ? bits - 1 : bits);
    BigInteger min = signed ? end.negate() : BigInteger.ZERO;
    return (json, from, to, out) -> {
      BigInteger value =
          isShort(json, from, to)
              ? BigInteger.valueOf(shortNumber(json, from, to))
              : integer(number(json, from, to), end);
      if (value.compareTo(min) < 0 || value.compareTo(end) >= 0) {
        throw new Unfit(
            Unfit.RANGE, "is no whole number from " + min + " to " + end.subtract(BigInteger.ONE));
      }
      write(value, bits / Byte.SIZE, out);
    };
  }

  /** Whether there is nothing but digits, and not many. */
  private static boolean isShort(byte[] json, int from, int to) {
    if (to - from > LONG_DIGITS) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static long shortNumber(byte[] json, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + json[i] - '0';
    }
    return number;
  }

  /** What has a fraction is as wrong as what is too large. */
  private static BigInteger integer(BigDecimal number, BigInteger otherwise) {
    return number.stripTrailingZeros().scale() <= 0 ? number.toBigInteger() : otherwise;
  }

  /** One that can be worked with: of no more digits than any column has. */
  static BigDecimal number(byte[] json, int from, int to) throws Unfit {
    BigDecimal number = decimal(json, from, to);
    if (number.precision() - (long) number.scale() > DIGITS_MAX || number.scale() > DIGITS_MAX) {
      throw new Unfit(Unfit.RANGE, "has more than " + DIGITS_MAX + " digits");
    }
    return number;
  }

  private static BigDecimal decimal(byte[] json, int from, int to) throws Unfit {
    if (to - from > CHARS_MAX) {
      throw new Unfit(Unfit.RANGE, "is written with more than " + CHARS_MAX + " characters");
    }
    try {
      return new BigDecimal(ValueWriters.content(json, from, to));
    } catch (NumberFormatException none) {
      throw new Unfit(Unfit.TYPE, "is no number");
    }
  }

  /** In two's complement, little-endian. */
  private static void write(BigInteger value, int size, RowBytes out) {
    if (size <= Long.BYTES) {
      long low = value.longValue();
      for (int i = 0; i < size; i++) {
        out.int8(low >>> (Byte.SIZE * i));
      }
      return;
    }
    byte[] bigEndian = value.toByteArray();
    int sign = value.signum() < 0 ? -1 : 0;
    for (int i = 0; i < size; i++) {
      out.int8(i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : sign);
    }
  }
}
