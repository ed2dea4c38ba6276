package io.penstock.ledger.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  @Test
  void remembersAllOfThemWhileItGrows() {
    var random = new SplittableRandom(7);
    var identities = new Identities(100_000);
    Map<Long, Long> added = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      long hash = random.nextLong();
      long content = random.nextLong();
      added.put(hash, content);
      identities.mark(identities.add(hash, content, i), Identities.EXPECTED);
    }

    assertThat(identities.size()).isEqualTo(added.size());
    added.forEach(
        (hash, content) -> {
          int slot = identities.find(hash);
          assertThat(identities.content(slot)).isEqualTo(content);
          assertThat(identities.is(slot, Identities.EXPECTED)).isTrue();
          assertThat(identities.is(slot, Identities.SEEN)).isFalse();
        });
  }

  @Test
  void knowsTheIdentityThatHashesToNothing() {
    var identities = new Identities(10);

    assertThat(identities.find(0)).isNegative();
    identities.add(0, 1, 0);

    assertThat(identities.find(0)).isNotNegative();
    assertThat(identities.find(1L << 40)).isNegative();
  }

  @Test
  void saysWhatToDoWhenThereAreTooMany() {
    var identities = new Identities(1);
    identities.add(1, 1, 0);

    assertThatThrownBy(() -> identities.add(2, 2, 0))
        .isInstanceOf(NotFoundOut.class)
        .hasMessage(
            "more than ledger.events-max, 1, events: narrow it with a later --since or --tenant");
  }
}
