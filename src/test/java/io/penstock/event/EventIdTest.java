package io.penstock.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
  private static final long FOREVER = (1L << 48) - 1;

  @Property
  void aNewIdIsAUuidOfVersion7(@ForAll @LongRange(max = FOREVER) long millis, @ForAll long seed) {
    String text = uuid7(millis, seed);
    UUID uuid = UUID.fromString(text);

    assertThat(uuid).hasToString(text);
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(millis);
  }

  @Property
  void newIdsAreInTheOrderOfTheirTimes(
      @ForAll @LongRange(max = FOREVER - 1) long millis, @ForAll long one, @ForAll long other) {
    assertThat(uuid7(millis, one)).isLessThan(uuid7(millis + 1, other));
  }

  @Test
  void newIdsDifferWithinAMillisecond() {
    var random = new SplittableRandom(1);
    Set<String> ids = new HashSet<>();

    for (int i = 0; i < 100_000; i++) {
      ids.add(new String(EventId.uuid7(1_717_200_000_000L, random), US_ASCII));
    }

    assertThat(ids).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "é", "𝄞", "550e8400-e29b-41d4-a716-446655440000"})
  void anIdIsShortPrintableText(String id) {
    assertThat(EventId.isLawful(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "a\nb", "\u007f", "\u009f", "\ud800", "x\udc00"})
  void anythingElseIsNoId(String id) {
    assertThat(EventId.isLawful(id)).isFalse();
  }

  @Test
  void anIdIsMeasuredInBytes() {
    assertThat(EventId.isLawful("é".repeat(64))).isTrue();
    assertThat(EventId.isLawful("é".repeat(64) + "a")).isFalse();
  }

  private static String uuid7(long millis, long seed) {
    return new String(EventId.uuid7(millis, new SplittableRandom(seed)), US_ASCII);
  }
}
