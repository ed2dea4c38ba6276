package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SeenNamesTest {
  private final SeenNames seen = new SeenNames();

  @Test
  void tellsNamesApartWhoseHashesCollide() {
    seen.clear();

    for (int number = 0; number < 1_000; number++) {
      assertThat(add("name" + number, 42)).isTrue();
    }
    assertThat(seen.repeated()).isFalse();
    assertThat(add("name500", 42)).isFalse();
    assertThat(seen.repeated()).isTrue();
  }

  @Test
  void startsAnewForEachObject() {
    for (int object = 0; object < 10_000; object++) {
      seen.clear();
      assertThat(add("a", 1)).isTrue();
      assertThat(add("b", 1)).isTrue();
      assertThat(add("a", 1)).isFalse();
    }
  }

  @Property
  void agreesWithASet(
      @ForAll @Size(max = 300) List<@AlphaChars @StringLength(max = 2) String> names) {
    Set<String> set = new HashSet<>();
    seen.clear();

    for (String name : names) {
      assertThat(add(name, name.hashCode() & 15)).isEqualTo(set.add(name));
    }
    assertThat(seen.repeated()).isEqualTo(set.size() < names.size());
  }

  private boolean add(String name, long hash) {
    byte[] bytes = name.getBytes(UTF_8);
    return seen.add(bytes, 0, bytes.length, hash);
  }
}
