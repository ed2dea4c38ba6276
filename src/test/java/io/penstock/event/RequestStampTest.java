package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStampTest {

  @Property
  void isReadAsItWasWritten(
      @ForAll @AlphaChars @NumericChars @Chars({'.', '_', '-'}) String tenant,
      @ForAll @LongRange(max = 999_999_999_999_999_999L) long receivedAtMicros,
      @ForAll @NumericChars @Chars({'.', ':', '%'}) String clientAddress,
      @ForAll @AlphaChars String keyId) {
    var stamp = new RequestStamp(tenant, receivedAtMicros, clientAddress, keyId);

    assertThat(RequestStamp.unpacked(stamp.packed())).contains(stamp);
  }

  @Test
  void isPackedAsText() {
    assertThat(new RequestStamp("acme", 1_717_200_000_000_000L, "::1", "static").packed())
        .asString(UTF_8)
        .isEqualTo("1;acme;1717200000000000;::1;static");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1;a;2;b",
        "2;a;2;b;c",
        "1;a;x;b;c",
        "1;a;;b;c",
        "1;a;-2;b;c",
        "1;a;2;b;c;d"
      })
  void isNotReadFromAnythingElse(String packed) {
    assertThat(RequestStamp.unpacked(packed.getBytes(UTF_8))).isEmpty();
  }
}
