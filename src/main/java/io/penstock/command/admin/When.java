package io.penstock.command.admin;

import io.penstock.command.client.DurationConverter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time, or how long ago it was. */
public final class When implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      return Instant.now(Clock.systemUTC()).minus(ago(text));
    }
  }

  private static Duration ago(String text) {
    try {
      return new DurationConverter().convert(text);
    } catch (TypeConversionException neither) {
      throw new TypeConversionException(
          "'" + text + "' is neither a time such as 2026-01-31T12:00:00Z nor one ago such as 2h");
    }
  }
}
