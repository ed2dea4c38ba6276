package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final int A = 0;
  private static final int B = 1;

  private final Fields fields = new Fields(new FieldNames(List.of("a", "b", "")), 1 << 20);
  private final JsonScanner scanner = new JsonScanner();

  @Test
  void findsEachFieldThatWasAskedFor() throws MalformedJson {
    read(" { \"x\" : [1] , \"b\" : 12.5 , \"a\" : \"text\" } ");

    assertThat(fields.text(A)).isEqualTo("text");
    assertThat(fields.isText(A)).isTrue();
    assertThat(fields.text(B)).isEqualTo("12.5");
    assertThat(fields.isNumber(B)).isTrue();
    assertThat(new String(fields.bytes(), fields.start(), fields.end() - fields.start(), UTF_8))
        .startsWith("{ \"x\"")
        .endsWith("\"text\" }");
  }

  @Test
  void tellsNullFromNothing() throws MalformedJson {
    read("{\"a\":null}");

    assertThat(fields.has(A)).isTrue();
    assertThat(fields.hasValue(A)).isFalse();
    assertThat(fields.has(B)).isFalse();
    assertThat(fields.hasValue(B)).isFalse();
  }

  @Test
  void forgetsTheObjectBefore() throws MalformedJson {
    read("{\"a\":1,\"a\":{\"b\":[[]]}}");
    read("{\"b\":2}");

    assertThat(fields.has(A)).isFalse();
    assertThat(fields.hasRepeatedName()).isFalse();
    assertThat(fields.repeatedName()).isEmpty();
    assertThat(fields.deepest()).isEqualTo(1);
  }

  @Test
  void forgetsAnObjectThatWasBroken() throws MalformedJson {
    assertThatThrownBy(() -> read("{\"a\":1,\"b\":")).isInstanceOf(MalformedJson.class);

    read("{\"b\":2}");

    assertThat(fields.has(A)).isFalse();
    assertThat(fields.hasRepeatedName()).isFalse();
  }

  @Test
  void readsANameThatIsSpelledWithEscapes() throws MalformedJson {
    read("{\"\\u0061\":7}");

    assertThat(fields.text(A)).isEqualTo("7");
  }

  @Test
  void readsAnEmptyName() throws MalformedJson {
    read("{\"\":7}");

    assertThat(fields.text(2)).isEqualTo("7");
  }

  @Test
  void looksOnlyAtTheTop() throws MalformedJson {
    read("{\"x\":{\"a\":1,\"a\":2}}");

    assertThat(fields.has(A)).isFalse();
    assertThat(fields.hasRepeatedName()).isFalse();
    assertThat(fields.deepest()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}|a",
        "{\"x\":1,\"y\":1,\"x\":2}|x",
        "{\"x\":1,\"\\u0078\":2}|x",
        "{\"é\":1,\"\\u00e9\":2}|é",
        "{\"𝄞\":1,\"\\ud834\\uDD1E\":2}|𝄞",
        "{\"\\n\":1,\"\\u000a\":2}|`\n`",
        "{\"x/y\":1,\"x\\/y\":2}|x/y",
        "{\"\":1,\"\":2}|``",
        "{\"b\":1,\"a\":1,\"b\":1,\"a\":1}|b",
      })
  void noticesTheFirstNameThatStandsTwice(String object, String name) throws MalformedJson {
    read(object);

    assertThat(fields.hasRepeatedName()).isTrue();
    assertThat(fields.repeatedName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"A\":2}",
        "{\"a\":1,\"a \":2,\" a\":3,\"\":4}",
        "{\"x\":1,\"\\\\u0078\":2}",
        "{\"\\ud800\":1,\"\\ud801\":2}",
        "{\"\\ud800\":1,\"?\":2,\"d800\":3}",
        "{\"\\udc00\\ud800\":1,\"\\ud800\\udc00\":2}",
        "{\"é\":1,\"e\\u0301\":2}",
        "{\"a\":1,\"a\\u0000\":2}"
      })
  void namesThatDifferAtAllAreNotTheSame(String object) throws MalformedJson {
    read(object);

    assertThat(fields.hasRepeatedName()).isFalse();
  }

  @Test
  void comparesThousandsOfNames() throws MalformedJson {
    String members = members(20_000);

    read("{" + members + "}");
    assertThat(fields.hasRepeatedName()).isFalse();

    read("{" + members + ",\"n17\":0}");
    assertThat(fields.repeatedName()).isEqualTo("n17");

    read("{\"n17\":0}");
    assertThat(fields.hasRepeatedName()).isFalse();
  }

  @Test
  void doesNotRememberTheNamesOfAnObjectThatIsTooLargeAnyway() throws MalformedJson {
    byte[] huge = ("{" + members(500_000) + "}").getBytes(UTF_8);
    var small = new Fields(new FieldNames(List.of("n499999")), 1_000);
    scanner.reset(huge, 0, huge.length);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    small.read(scanner);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    assertThat(small.text(0)).isEqualTo("0");
  }

  @Test
  void decodesText() throws MalformedJson {
    read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9é\\ud834\\udd1e\\ud800\"}");

    assertThat(fields.text(A)).isEqualTo("\"\\/\b\f\n\r\téé𝄞\ud800");
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"n" + number + "\":0")
        .collect(Collectors.joining(","));
  }

  private void read(String object) throws MalformedJson {
    byte[] bytes = object.getBytes(UTF_8);
    scanner.reset(bytes, 0, bytes.length);
    fields.read(scanner);
  }
}
