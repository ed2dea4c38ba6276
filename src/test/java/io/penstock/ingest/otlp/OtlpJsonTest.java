package io.penstock.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP's JSON, read into messages and written from them. */
class OtlpJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timeUnixNano\":\"18446744073709551615\"}",
        "{\"timeUnixNano\":18446744073709551615}"
      })
  void longNumbersAreTextsOrNumbers(String json) throws Exception {
    assertThat(log(json).getTimeUnixNano()).isEqualTo(-1);
    assertThat(OtlpJsonWriter.text(log(json)))
        .isEqualTo("{\"timeUnixNano\":\"18446744073709551615\"}");
  }

  @Test
  void idsAreHexadecimalInAnyCaseAndWrittenInLowerCase() throws Exception {
    LogRecord log = log("{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"\"}");

    assertThat(log.getTraceId().size()).isEqualTo(16);
    assertThat(log.getSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(OtlpJsonWriter.text(log))
        .isEqualTo("{\"traceId\":\"5b8efff798038103d269b633813fc60c\"}");
  }

  @Test
  void otherBytesAreBase64() throws Exception {
    LogRecord log = log("{\"body\":{\"bytesValue\":\"AAH/\"}}");

    assertThat(log.getBody().getBytesValue().toByteArray()).containsExactly(0, 1, -1);
    assertThat(OtlpJsonWriter.text(log)).isEqualTo("{\"body\":{\"bytesValue\":\"AAH/\"}}");
  }

  @Test
  void whatNobodyKnowsIsPassedOver() throws Exception {
    assertThat(
            log("{\"new\":{\"a\":[{\"b\":1}]},\"severityNumber\":9,\"other\":[1,[2]],\"x\":null}"))
        .isEqualTo(log("{\"severityNumber\":9}"));
  }

  @Test
  void nullIsNothing() throws Exception {
    assertThat(log("{\"body\":null,\"attributes\":null,\"timeUnixNano\":null}"))
        .isEqualTo(LogRecord.getDefaultInstance());
  }

  @Test
  void enumsOfLaterVersionsKeepTheirNumber() throws Exception {
    assertThat(OtlpJsonWriter.text(log("{\"severityNumber\":77}")))
        .isEqualTo("{\"severityNumber\":77}");
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  void numbersThatJsonCannotWriteAreTexts(String text, Double value) throws Exception {
    var point = NumberDataPoint.newBuilder();
    OtlpJsonReader.read(("{\"asDouble\":\"" + text + "\"}").getBytes(UTF_8), point);

    assertThat(Double.valueOf(point.getAsDouble())).isEqualTo(value);
    assertThat(OtlpJsonWriter.text(point.build())).isEqualTo("{\"asDouble\":\"" + text + "\"}");
  }

  @Test
  void zeroIsWrittenWhereItWasSaid() throws Exception {
    assertThat(OtlpJsonWriter.text(HistogramDataPoint.newBuilder().setMin(0).build()))
        .isEqualTo("{\"min\":0.0}");
    assertThat(OtlpJsonWriter.text(AnyValue.newBuilder().setIntValue(0).build()))
        .isEqualTo("{\"intValue\":\"0\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|at byte 0 of the JSON: the request must be an object",
        "``|at byte 0 of the JSON: the request must be an object",
        "{} {}|at byte 3 of the JSON: something follows behind the request",
        "{\"traceId\":\"xyz\"}|at byte 11 of the JSON: traceId must be hexadecimal digits",
        "{\"traceId\":7}|at byte 11 of the JSON: traceId must be text",
        "{\"body\":{\"bytesValue\":\"?\"}}|at byte 22 of the JSON: bytesValue must be Base64",
        "{\"body\":7}|at byte 8 of the JSON: body must be an object",
        "{\"attributes\":{}}|at byte 14 of the JSON: attributes must be an array",
        "{\"timeUnixNano\":-1}|at byte 16 of the JSON: timeUnixNano must be a whole number of 64"
            + " bits",
        "{\"timeUnixNano\":{}}|at byte 16 of the JSON: timeUnixNano must be a number",
        "{\"severityNumber\":\"INFO\"}|at byte 18 of the JSON: severityNumber must be a whole"
            + " number of 32 bits",
        "{\"body\":{\"boolValue\":1}}|at byte 21 of the JSON: boolValue must be true or false",
        "{\"body\":{\"doubleValue\":\"a\"}}|at byte 23 of the JSON: doubleValue must be a number",
      })
  void whatIsWrongIsNamedWithItsByte(String json, String what) {
    assertThatThrownBy(() -> log(json)).isInstanceOf(Undecodable.class).hasMessage(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"body\":", "{\"body\" 1}", "{'body':{}}", "{\"body\":\"\u0001\"}"})
  void whatIsNoJsonIsRefused(String json) {
    assertThatThrownBy(() -> log(json))
        .isInstanceOf(Undecodable.class)
        .hasMessageStartingWith("at byte ");
  }

  @Test
  void nestingHasAnEnd() {
    String deep = "{\"body\":" + "{\"arrayValue\":{\"values\":[".repeat(10_000);

    assertThatThrownBy(() -> log(deep))
        .isInstanceOf(Undecodable.class)
        .hasMessageContaining("nesting");
  }

  private static LogRecord log(String json) throws Undecodable, IOException {
    return (LogRecord) OtlpJsonReader.read(json.getBytes(UTF_8), LogRecord.newBuilder());
  }
}
