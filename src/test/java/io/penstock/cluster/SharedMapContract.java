package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every shared map does, seen by one node and by another. */
abstract class SharedMapContract {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration ASKED_MAX = Duration.ofSeconds(10);

  /** The map as one node has it. */
  abstract SharedMap one();

  /** The same map as another node has it. */
  abstract SharedMap other();

  /** Lets so much time pass. */
  abstract void pass(Duration time);

  @Test
  void showsToOneWhatTheOtherClaims() {
    Set<String> keys =
        IntStream.range(0, 50).mapToObj(i -> "seen-" + i).collect(Collectors.toSet());

    keys.forEach(key -> asked(() -> other().claim(key, new Entry("b", 1, "text of " + key), LONG)));

    assertThat(asked(() -> one().read(keys)))
        .hasSize(50)
        .allSatisfy((key, entry) -> assertThat(entry.text()).isEqualTo("text of " + key));
    assertThat(asked(() -> one().all())).containsAllEntriesOf(asked(() -> other().read(keys)));
  }

  @Test
  void refusesAnEarlierOwner() {
    asked(() -> one().claim("epochs", new Entry("a", 7, "late"), LONG));

    assertThat(asked(() -> other().claim("epochs", new Entry("b", 6, "early"), LONG)).owner())
        .isEqualTo("a");
    assertThat(asked(() -> other().claim("epochs", new Entry("b", 7, "same"), LONG)).owner())
        .isEqualTo("a");
    assertThat(asked(() -> other().claim("epochs", new Entry("b", 8, "later"), LONG)).owner())
        .isEqualTo("b");
    assertThat(asked(() -> one().read(Set.of("epochs"))))
        .isEqualTo(Map.of("epochs", new Entry("b", 8, "later")));
  }

  @Test
  void letsAnOwnerSayMore() {
    asked(() -> one().claim("more", new Entry("a", 1, "first"), LONG));

    assertThat(asked(() -> one().claim("more", new Entry("a", 1, "second"), LONG)).text())
        .isEqualTo("second");
  }

  @Test
  void onlyTheOwnerReleases() {
    asked(() -> one().claim("release", new Entry("a", 1, ""), LONG));

    asked(() -> other().release("release", "b"));
    assertThat(asked(() -> one().read(Set.of("release")))).hasSize(1);

    asked(() -> one().release("release", "a"));
    assertThat(asked(() -> other().read(Set.of("release")))).isEmpty();
  }

  @Test
  void forgetsAfterAWhile() {
    asked(() -> one().claim("while", new Entry("a", 9, ""), Duration.ofSeconds(1)));

    pass(Duration.ofSeconds(1));

    Eventually.holds(
        "it is another's",
        Duration.ofSeconds(10),
        () -> asked(() -> other().claim("while", new Entry("b", 1, ""), LONG)).owner().equals("b"));
  }

  /**
   * An answer that would be late fails, as it is to; what is looked at here is the entries, so it
   * is asked for again. Each question here has the same answer twice.
   */
  private static <T> T asked(Supplier<Future<T>> question) {
    long end = System.nanoTime() + ASKED_MAX.toNanos();
    while (true) {
      try {
        return question.get().await(10, TimeUnit.SECONDS);
      } catch (TimeoutException late) {
        assertThat(System.nanoTime()).as("answered in time").isLessThan(end);
      }
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }
}
