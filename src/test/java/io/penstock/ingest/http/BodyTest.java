package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.batch.Credit;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private final Credit credit = new Credit(100_000);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 11, 12, 70_000, Long.MAX_VALUE})
  void isWhatArrivedWhateverWasAnnounced(long announced) {
    var body = new Body(credit.of("acme", 1), announced);

    assertThat(body.add(Buffer.buffer("hello "))).isTrue();
    assertThat(body.add(Buffer.buffer())).isTrue();
    assertThat(body.add(Buffer.buffer("world"))).isTrue();

    assertThat(body.bytes()).asString().isEqualTo("hello world");
    assertThat(body.length()).isEqualTo(11);
    assertThat(credit.bytesTaken()).isEqualTo(11);
  }

  @Test
  void anAnnouncementTakesNoCredit() {
    new Body(credit.of("acme", 1), 90_000);

    assertThat(credit.bytesTaken()).isZero();
  }

  @Test
  void keepsNothingOfWhatThereIsNoCreditFor() {
    var body = new Body(credit.of("acme", 1), 0);
    body.add(Buffer.buffer(new byte[60_000]));

    assertThat(body.add(Buffer.buffer(new byte[40_001]))).isFalse();
    assertThat(body.hold(40_001)).isFalse();

    assertThat(body.length()).isEqualTo(60_000);
    assertThat(credit.bytesTaken()).isEqualTo(60_000);
  }

  @Test
  void givesItsCreditBackOnce() {
    var other = new Body(credit.of("acme", 1), 0);
    other.add(Buffer.buffer("other"));
    var body = new Body(credit.of("acme", 1), 0);
    body.add(Buffer.buffer("body"));
    body.hold(1_000);
    assertThat(credit.bytesTaken()).isEqualTo(1_009);

    body.release();
    body.release();

    assertThat(credit.bytesTaken()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 65_535, 65_536, 65_537, 200_000})
  void isWhatArrivedInPiecesOfAnySize(int piece) {
    byte[] sent = new byte[200_000];
    new Random(piece).nextBytes(sent);
    for (long announced : new long[] {0, 10, 65_536, 200_000}) {
      var body = new Body(new Credit(1_000_000).of("acme", 1), announced);

      for (int from = 0; from < sent.length; from += piece) {
        body.add(
            Buffer.buffer(Arrays.copyOfRange(sent, from, Math.min(sent.length, from + piece))));
      }

      assertThat(body.length()).isEqualTo(sent.length);
      assertThat(body.bytes()).isEqualTo(sent);
    }
  }
}
