package io.penstock.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreditTest {
  private final Credit credit = new Credit(800);
  private final Credit.Share acme = credit.of("acme", 1);

  @Test
  void isTakenToTheLastByteAndNotBeyond() {
    assertThat(acme.take(460)).isTrue();
    assertThat(acme.take(341)).isFalse();
    assertThat(credit.bytesTaken()).isEqualTo(460);
    assertThat(acme.take(340)).isTrue();
    assertThat(acme.take(1)).isFalse();
  }

  @Test
  void canBeTakenAgainOnceItWasGivenBack() {
    acme.take(800);
    acme.giveBack(30);

    assertThat(acme.take(31)).isFalse();
    assertThat(acme.take(30)).isTrue();
    assertThat(credit.bytesTaken()).isEqualTo(800);
    assertThat(credit.bytesMax()).isEqualTo(800);
  }

  /** Up to half of it anybody gets what they want: it comes back in a moment. */
  @Test
  void whereItIsShortEachTenantHasItsPart() {
    Credit.Share shop = credit.of("shop", 3);
    assertThat(acme.take(300)).isTrue();
    assertThat(shop.take(100)).isTrue();

    assertThat(acme.take(1)).isFalse();
    assertThat(shop.take(400)).isTrue();
    assertThat(credit.bytesTaken()).isEqualTo(800);
  }

  @Test
  void theNextTenantFindsSomeWhereOneTakesAllThatItCan() {
    Credit.Share shop = credit.of("shop", 1);
    while (acme.take(10)) {}
    assertThat(credit.bytesTaken()).isEqualTo(700);

    assertThat(shop.take(100)).isTrue();
    acme.giveBack(350);
    assertThat(acme.take(100)).isFalse();
    assertThat(shop.take(300)).isTrue();
  }

  @Test
  void whoHoldsNothingTakesPartInNothing() {
    Credit.Share shop = credit.of("shop", 16);
    shop.take(10);
    shop.giveBack(10);

    assertThat(acme.take(700)).isTrue();
  }

  /** What is there already takes its credit, whether there is any. */
  @Test
  void canBeOverdrawn() {
    acme.take(700);
    acme.giveBack(-200);

    assertThat(credit.bytesTaken()).isEqualTo(900);
    acme.giveBack(900);
    assertThat(credit.of("shop", 1).take(700)).isTrue();
  }

  @Test
  void isNeverOvertakenByManyThreads() throws InterruptedException {
    Runnable taker =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            if (acme.take(7)) {
              acme.giveBack(7);
            }
          }
        };
    Thread one = Thread.ofVirtual().start(taker);
    Thread other = Thread.ofVirtual().start(taker);
    one.join();
    other.join();

    assertThat(credit.bytesTaken()).isZero();
    assertThat(acme.take(800)).isTrue();
  }
}
