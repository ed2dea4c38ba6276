package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 63, 64, 65, 1_000})
  void findsEveryNameAndNoOther(int count) {
    List<String> list = IntStream.range(0, count).mapToObj(number -> "name" + number).toList();
    var names = new FieldNames(list);

    for (int number = 0; number < count; number++) {
      assertThat(find(names, list.get(number))).isEqualTo(number);
      assertThat(names.name(number)).isEqualTo(list.get(number));
      assertThat(find(names, "other" + number)).isEqualTo(-1);
    }
    assertThat(find(names, "")).isEqualTo(-1);
    assertThat(names.size()).isEqualTo(count);
  }

  @Test
  void findsANameWithinOtherBytes() {
    var names = new FieldNames(List.of("é"));
    byte[] bytes = "xéx".getBytes(UTF_8);

    assertThat(names.find(bytes, 1, 3, ByteHash.of(bytes, 1, 3))).isZero();
  }

  @Test
  void hasNoNumberForAStranger() {
    assertThatThrownBy(() -> new FieldNames(List.of("a", "b")).numberOf("c"))
        .hasMessage("no field c in [a, b]");
  }

  private static int find(FieldNames names, String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return names.find(bytes, 0, bytes.length, ByteHash.of(bytes, 0, bytes.length));
  }
}
