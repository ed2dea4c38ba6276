package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":[1,-2.5,1e3,\"x\",null,true]}",
        "{\"a\":\"\\ud83d\\ude00\\u0000\\\\ud800\\n\"}",
        "{\"a\":9223372036854775807,\"b\":18446744073709551615,\"c\":-9223372036854775808}",
        "{\"a\":0.12345678901234567890123456789,\"b\":1e-999}",
        "{\"a\":\"1e999 and 123456789012345678901234567890\"}"
      })
  void leavesAloneWhatClickHouseTakes(String json) {
    assertThat(clean(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":\"x\\ud800y\"}|{\"a\":\"x\\ufffdy\"}",
        "{\"a\":\"\\udc00\\ud800\"}|{\"a\":\"\\ufffd\\ufffd\"}",
        "{\"a\":\"\\uD800\\uD83D\\uDE00\"}|{\"a\":\"\\ufffd\\uD83D\\uDE00\"}",
        "{\"\\udfff\":1}|{\"\\ufffd\":1}",
        "{\"a\":1e999,\"b\":2}|{\"a\":\"1e999\",\"b\":2}",
        "{\"a\":[-1E+999]}|{\"a\":[\"-1E+999\"]}",
        "{\"a\":18446744073709551616}|{\"a\":\"18446744073709551616\"}",
        "{\"a\":-9223372036854775809,\"b\":\"\\ud800\"}"
            + "|{\"a\":\"-9223372036854775809\",\"b\":\"\\ufffd\"}",
      })
  void replacesWhatItDoesNot(String json, String clean) {
    assertThat(clean(json)).isEqualTo(clean);
  }

  @Test
  void replacesALongNumberThatIsNotFinite() {
    String number = "1" + "0".repeat(400) + ".5";

    assertThat(clean("{\"a\":" + number + "}")).isEqualTo("{\"a\":\"" + number + "\"}");
  }

  private static String clean(String json) {
    byte[] inTheMiddle = ("xx" + json + "yy").getBytes(UTF_8);
    var out = new RowBytes(0);
    CleanJson.write(inTheMiddle, 2, inTheMiddle.length - 2, out);
    return new String(Arrays.copyOf(out.array(), out.length()), UTF_8);
  }
}
