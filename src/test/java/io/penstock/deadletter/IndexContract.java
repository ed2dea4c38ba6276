package io.penstock.deadletter;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.control.DatabaseAway;
import io.penstock.control.Leases;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.fixture.Eventually;
import io.penstock.log.Failure;
import io.penstock.log.Partition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index does in whichever database it is. */
abstract class IndexContract extends ControlStage {
  @Test
  void keepsEveryHeader() {
    holds("duckdb", 1);

    DeadLetter letter = answer(queries.find(FIRST)).orElseThrow();

    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                FIRST,
                Letters.DIED_AT - 60_000,
                Letters.refused("duckdb", 0, 1).stamp(),
                "1",
                "order",
                "penstock.duckdb",
                new DeadLetter.Why("refused", "22003", "Number 100% out of range", "/amount"),
                0,
                Letters.DIED_AT,
                "",
                new DeadLetter.Home(new Partition("orders.dlq", 0), 10, Letters.DIED_AT + 10),
                new DeadLetter.Standing("new", "", "", 0, "")));
  }

  @Test
  void whatIsTakenTwiceIsThereOnce() {
    holds("duckdb", 1, 2);
    answer(acts.discard(order(of(Filter.EVENT, "1"))));

    holds("duckdb", 1, 2);

    assertThat(answer(queries.count(Selection.EVERYTHING))).isEqualTo(2);
    assertThat(state(FIRST)).isEqualTo("discarded");
  }

  @Test
  void ofTheSameLetterTheNewestWinsAndIsNewAgain() {
    holds("duckdb", 1);
    answer(acts.resolve(order(Selection.EVERYTHING)));
    var again =
        Letters.refused("duckdb", 0, 1)
            .failedAgain(new Failure(Failure.Kind.UNFIT, "", "still no number", "/amount"));

    answer(
        index.take(
            List.of(Letters.found(again, 99), Letters.found(Letters.refused("duckdb", 0, 1), 10))));

    DeadLetter letter = answer(queries.find(FIRST)).orElseThrow();
    assertThat(letter.standing().state()).isEqualTo("new");
    assertThat(letter.why().message()).isEqualTo("still no number");
    assertThat(letter.home().offset()).isEqualTo(99);
  }

  @Test
  void textsThatNoDatabaseLikesAreKeptAllTheSame() {
    var odd =
        Letters.refused("duckdb", 0, 1)
            .failedAgain(
                new Failure(Failure.Kind.REFUSED, "x'; --", "nul \0 and 'quotes' ü 🎉", ""));

    answer(index.take(List.of(Letters.found(odd, 5))));

    assertThat(answer(queries.find(FIRST)).orElseThrow().why().message())
        .isEqualTo("nul \uFFFD and 'quotes' ü 🎉");
  }

  @Test
  void moreLettersThanOneQuestionAsksForAreAllTaken() {
    holds("duckdb", LongStream.range(0, 450).toArray());
    holds("duckdb", LongStream.range(200, 600).toArray());

    assertThat(answer(queries.count(Selection.EVERYTHING))).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({
    "SINK, duckdb, 2",
    "SINK, nobody, 0",
    "TOPIC, orders, 3",
    "CLASS, refused, 3",
    "CLASS, unfit, 0",
    "CODE, 22003, 3",
    "STATE, new, 3",
    "STATE, resolved, 0",
    "TYPE, order, 3",
    "TENANT, acme, 3",
    "EVENT, 2, 1",
    "TEXT, NUMBER 100%, 3",
    "TEXT, 1__%, 0",
    "SINCE, 2025-06-15T15:06:40.020Z, 2",
    "UNTIL, 2025-06-15T15:06:40.020Z, 1",
  })
  void eachFilterFindsWhatItNames(Filter filter, String value, long expected) {
    holds("duckdb", 1, 2);
    holds("other", 3);

    assertThat(answer(queries.count(of(filter, value)))).isEqualTo(expected);
    assertThat(answer(queries.list(of(filter, value), 0, 10))).hasSize((int) expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SINCE, yesterday, since: 'yesterday' is not a time such as 2026-01-31T12:00:00Z",
    "STATE, lost, 'state: ''lost'' is not one of [new, replaying, resolved, discarded]'",
  })
  void aValueThatAFilterCannotHaveIsRefused(Filter filter, String value, String message) {
    assertThatThrownBy(() -> answer(queries.count(of(filter, value))))
        .isInstanceOf(Unusable.class)
        .hasMessage(message);
  }

  @Test
  void theNewestStandFirstAndPagesFollowEachOther() {
    holds("duckdb", 1, 2, 3);

    assertThat(answer(queries.list(Selection.EVERYTHING, 1, 1)))
        .extracting(letter -> letter.key().offset())
        .containsExactly(2L);
  }

  @Test
  void aLeaseIsOnesOwnUntilItEnds() {
    var leases = new Leases(control.database());
    Duration minute = Duration.ofMinutes(1);

    assertThat(answer(leases.take("replays", "one", minute))).isTrue();
    assertThat(answer(leases.take("replays", "two", minute))).isFalse();
    assertThat(answer(leases.take("replays", "one", Duration.ofMillis(200)))).isTrue();

    Eventually.holds(
        "it has ended",
        Duration.ofSeconds(10),
        () -> answer(leases.take("replays", "two", minute)));
    assertThat(answer(leases.take("replays", "one", minute))).isFalse();
  }

  @Test
  void aDatabaseMadeAnewHasAnotherGeneration() {
    long before = answer(index.generation());
    answer(acts.rebuild(order(Selection.EVERYTHING)));

    assertThat(answer(index.generation())).isEqualTo(before + 1);
    assertThat(Instant.ofEpochMilli(before)).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void whoAsksAfterTheEndHearsItAtOnce() {
    answer(control.database().close());

    assertThatThrownBy(() -> answer(queries.count(Selection.EVERYTHING)))
        .isInstanceOf(DatabaseAway.class)
        .hasMessageStartingWith("the control database does not answer: ");
  }
}
