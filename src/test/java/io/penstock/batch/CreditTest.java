package io.penstock.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreditTest {
  private final Credit credit = new Credit(100);

  @Test
  void isTakenToTheLastByteAndNotBeyond() {
    assertThat(credit.take(60)).isTrue();
    assertThat(credit.take(41)).isFalse();
    assertThat(credit.bytesTaken()).isEqualTo(60);
    assertThat(credit.take(40)).isTrue();
    assertThat(credit.take(1)).isFalse();
  }

  @Test
  void canBeTakenAgainOnceItWasGivenBack() {
    credit.take(100);
    credit.giveBack(30);

    assertThat(credit.take(31)).isFalse();
    assertThat(credit.take(30)).isTrue();
    assertThat(credit.bytesTaken()).isEqualTo(100);
    assertThat(credit.bytesMax()).isEqualTo(100);
  }

  @Test
  void isNeverOvertakenByManyThreads() throws InterruptedException {
    Runnable taker =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            if (credit.take(7)) {
              credit.giveBack(7);
            }
          }
        };
    Thread one = Thread.ofVirtual().start(taker);
    Thread other = Thread.ofVirtual().start(taker);
    one.join();
    other.join();

    assertThat(credit.bytesTaken()).isZero();
  }
}
