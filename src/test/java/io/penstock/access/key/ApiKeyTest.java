package io.penstock.access.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Worked out apart from it, with zlib's crc32. */
  private static final String CHECK = "0eP15P";

  @Test
  void saysWhereItIsForAndWhatItIsCalled() {
    ApiKey key = ApiKey.random(new Random(7), "live");

    assertThat(key.reveal()).matches("penstock_live_[0-9A-Za-z]{38}");
    assertThat(key.id()).isEqualTo(key.reveal().substring(14, 22));
    assertThat(key).hasToString(key.id());
  }

  @Test
  void endsWithItsChecksum() {
    assertThat(ApiKey.read("penstock_live_0123456789ABCDEFGHIJKLMNOPQRSTUV" + CHECK).isSound())
        .isTrue();
  }

  @Property
  void isReadAsItWasMade(@ForAll long seed) {
    ApiKey key = ApiKey.random(new Random(seed), "test");

    assertThat(ApiKey.read(key.reveal())).isEqualTo(new ApiKey.Read(key.reveal(), key.id(), true));
  }

  @Property
  void oneWrongDigitIsFound(
      @ForAll long seed,
      @ForAll @IntRange(max = 37) int at,
      @ForAll @IntRange(max = 61) int digit) {
    String good = ApiKey.random(new Random(seed), "live").reveal();
    var bad = new StringBuilder(good);
    bad.setCharAt(14 + at, DIGITS.charAt(digit));

    assertThat(ApiKey.read(bad.toString()).isSound()).isEqualTo(bad.toString().equals(good));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "__",
        "demo-key",
        "penstock_live_",
        "penstock_live_short",
        "penstock__0123456789ABCDEFGHIJKLMNOPQRSTUV000000",
        "penstock_live_0123456789ABCDEFGHIJKLMNOPQRSTUV000000",
        "penstock_live_0123456789ABCDEFGHIJKLMNOPQRSTÜV000000"
      })
  void isNotAnythingElse(String text) {
    assertThat(ApiKey.read(text).isSound()).isFalse();
  }

  @Test
  void whatIsTooLongIsNotEvenLookedAt() {
    String key = ApiKey.random(new Random(1), "live").reveal();

    assertThat(ApiKey.read(key + "a".repeat(100))).isEqualTo(new ApiKey.Read("", "", false));
  }
}
