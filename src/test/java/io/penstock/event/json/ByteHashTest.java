package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ByteHashTest {

  @Property
  void dependsOnTheBytesAndNotOnTheirPlace(
      @ForAll byte[] bytes, @ForAll @IntRange(max = 20) int before) {
    byte[] moved = new byte[before + bytes.length + 9];
    System.arraycopy(bytes, 0, moved, before, bytes.length);

    assertThat(ByteHash.of(moved, before, before + bytes.length))
        .isEqualTo(ByteHash.of(bytes, 0, bytes.length));
  }

  @Test
  void spreadsWhatIsAlike() {
    Set<Integer> slots = new HashSet<>();
    Set<Long> hashes = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      byte[] name = ("550e8400-e29b-41d4-a716-4466554" + i).getBytes(UTF_8);
      long hash = ByteHash.of(name, 0, name.length);
      hashes.add(hash);
      slots.add((int) hash & 0xffff);
    }

    assertThat(hashes).hasSize(10_000);
    assertThat(slots).hasSizeGreaterThan(8_500);
  }

  @Test
  void tellsZerosApart() {
    assertThat(ByteHash.of(new byte[9], 0, 3)).isNotEqualTo(ByteHash.of(new byte[9], 0, 4));
    assertThat(ByteHash.of(new byte[9], 0, 8)).isNotEqualTo(ByteHash.of(new byte[9], 0, 9));
  }
}
