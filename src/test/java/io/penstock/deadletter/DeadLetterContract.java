package io.penstock.deadletter;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.access.Act;
import io.penstock.access.AuditTrail;
import io.penstock.control.ControlDatabases;
import io.penstock.control.DatabaseAway;
import io.penstock.control.Leases;
import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.deadletter.Replays.Sent;
import io.penstock.deadletter.Replays.Waiting;
import io.penstock.fixture.HandClock;
import io.penstock.log.Failure;
import io.penstock.log.LetterBox.Kept;
import io.penstock.log.Partition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index, the acts and the audit trail do in whichever database they are. */
abstract class DeadLetterContract {
  private static final LetterKey FIRST = new LetterKey("duckdb", new Partition("orders", 0), 1);

  @TempDir Path folder;

  private final HandClock clock = new HandClock();
  private ControlDatabases control;
  private LetterIndex index;
  private LetterQueries queries;
  private AuditTrail audit;
  private DeadLetterActs acts;
  private Replays replays;

  abstract ControlDatabases start(Path folder);

  @BeforeEach
  void prepare() {
    control = start(folder);
    index = new LetterIndex(control.database());
    queries = new LetterQueries(control.database());
    audit = new AuditTrail(control.database(), clock);
    acts = new DeadLetterActs(control.database(), audit, clock);
    replays = new Replays(control.database(), clock);
  }

  @AfterEach
  void close() {
    control.close();
  }

  private void holds(String sink, long... offsets) {
    answer(
        index.take(
            LongStream.of(offsets)
                .mapToObj(offset -> Letters.found(Letters.refused(sink, 0, offset), offset * 10))
                .toList()));
  }

  private static Order order(Selection selection) {
    return new Order(
        new Act("ada", "127.0.0.1", "dead-letters.test", selection.json().encode(), "request-1"),
        selection,
        "was mended");
  }

  private static Selection of(Filter filter, String value) {
    return new Selection(Map.of(filter, value), List.of());
  }

  private String state(LetterKey key) {
    return answer(queries.find(key)).orElseThrow().standing().state();
  }

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
  void aRehearsalCountsAndChangesNothing() {
    holds("duckdb", 1, 2);

    assertThat(answer(acts.rehearse(of(Filter.SINK, "duckdb")))).isEqualTo(2);

    assertThat(state(FIRST)).isEqualTo("new");
    assertThat(answer(audit.verify())).isZero();
  }

  @Test
  void anActSaysWhoAndWhyAndTakesOnlyNewLettersUnlessToldOtherwise() {
    holds("duckdb", 1, 2);
    answer(acts.discard(order(of(Filter.EVENT, "1"))));

    Done done = answer(acts.resolve(order(Selection.EVERYTHING)));

    assertThat(done.letters()).isEqualTo(1);
    DeadLetter discarded = answer(queries.find(FIRST)).orElseThrow();
    assertThat(discarded.standing())
        .isEqualTo(new DeadLetter.Standing("discarded", "ada", "was mended", clock.millis(), ""));
    assertThat(answer(acts.resolve(order(of(Filter.STATE, "discarded")))).letters()).isEqualTo(1);
  }

  @Test
  void lettersCanBeNamedOneByOne() {
    holds("duckdb", 1, 2, 3);

    answer(
        acts.discard(
            order(
                new Selection(
                    Map.of(),
                    List.of(FIRST, LetterKey.parse("duckdb~orders~0:3").orElseThrow())))));

    assertThat(answer(queries.count(of(Filter.STATE, "discarded")))).isEqualTo(2);
  }

  @Test
  void everyActIsInTheTrailAndTheTrailHoldsTogether() {
    holds("duckdb", 1, 2);
    answer(acts.discard(order(of(Filter.EVENT, "1"))));
    answer(acts.resolve(order(of(Filter.EVENT, "2"))));
    answer(acts.rebuild(order(Selection.EVERYTHING)));

    assertThat(answer(audit.verify())).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE penstock.audit SET who = 'eve' WHERE seq = 2, at record 2: it was changed",
    "UPDATE penstock.audit SET affected = 0 WHERE seq = 1, at record 1: it was changed",
    "DELETE FROM penstock.audit WHERE seq = 2, at record 2: it is missing",
    "DELETE FROM penstock.audit WHERE seq = 3, at record 3: the trail ends before its head",
  })
  void aTrailThatSomebodyChangedIsBroken(String change, String where) {
    holds("duckdb", 1, 2, 3);
    for (String event : List.of("1", "2", "3")) {
      answer(acts.discard(order(of(Filter.EVENT, event))));
    }

    control.run(change);

    assertThatThrownBy(() -> answer(audit.verify()))
        .isInstanceOf(AuditTrail.Broken.class)
        .hasMessageEndingWith(where);
  }

  @Test
  void whatCannotBeRecordedDoesNotHappen() {
    holds("duckdb", 1);
    control.run("ALTER TABLE penstock.audit RENAME TO elsewhere");

    assertThatThrownBy(() -> answer(acts.discard(order(Selection.EVERYTHING)))).isNotNull();

    assertThat(state(FIRST)).isEqualTo("new");
  }

  @Test
  void aReplaySelectsItsLettersOnceAndForAll() {
    holds("duckdb", 1, 2);
    holds("other", 3);

    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    holds("duckdb", 4);

    assertThat(replay.letters()).isEqualTo(2);
    assertThat(answer(replays.waiting(replay.id(), 10)))
        .extracting(waiting -> waiting.home().offset())
        .containsExactly(10L, 20L);
    assertThat(answer(replays.running())).extracting(Replay::rate).containsExactly(50);
    assertThat(state(FIRST)).isEqualTo("replaying");
  }

  @Test
  void aReplayOfNothingIsDoneAtOnce() {
    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));

    assertThat(answer(replays.find(replay.id())).orElseThrow().state()).isEqualTo("done");
  }

  @Test
  void aReplayGoesToOneSink() {
    assertThatThrownBy(() -> answer(acts.replay(order(Selection.EVERYTHING), "duckdb", 50)))
        .hasMessage("sink: a replay goes to one sink, name it");
  }

  @Test
  void whatWasSentIsNotSentAgainAndWhatIsMissingIsNewAgain() {
    holds("duckdb", 1, 2, 3);
    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    List<Waiting> waiting = answer(replays.waiting(replay.id(), 10));

    answer(
        replays.note(
            replay.id(),
            List.of(new Sent(waiting.get(0), new Kept(new Partition("again", 0), 7))),
            List.of(waiting.get(1))));

    assertThat(answer(replays.waiting(replay.id(), 10)))
        .extracting(one -> one.key().offset())
        .containsExactly(3L);
    Replay now = answer(replays.find(replay.id())).orElseThrow();
    assertThat(now.sent()).isEqualTo(1);
    assertThat(now.missing()).isEqualTo(1);
    DeadLetter missing =
        answer(queries.find(LetterKey.parse("duckdb~orders~0:2").orElseThrow())).orElseThrow();
    assertThat(missing.standing().state()).isEqualTo("new");
    assertThat(missing.standing().why()).isEqualTo("not replayed: the log no longer holds it");
  }

  @Test
  void aStoppedReplayGivesBackWhatItDidNotSend() {
    holds("duckdb", 1, 2);
    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    Waiting first = answer(replays.waiting(replay.id(), 1)).getFirst();
    answer(
        replays.note(
            replay.id(),
            List.of(new Sent(first, new Kept(new Partition("again", 0), 7))),
            List.of()));

    Done stopped = answer(acts.stop(order(Selection.EVERYTHING), replay.id()));

    assertThat(stopped.letters()).isEqualTo(1);
    assertThat(answer(replays.running())).isEmpty();
    assertThat(answer(replays.standings(replay.id())))
        .isEqualTo(Map.of("replaying", 1L, "new", 1L));
    assertThatThrownBy(() -> answer(acts.stop(order(Selection.EVERYTHING), replay.id())))
        .hasMessage("no replay '%s' is running", replay.id());
  }

  @Test
  void aLetterIsResolvedOnceItsSinkHasSettledItAndTheIndexHasNotSeenItAgain() {
    holds("duckdb", 1, 2);
    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    List<Waiting> waiting = answer(replays.waiting(replay.id(), 10));
    var again = new Partition("again", 0);
    answer(
        replays.note(
            replay.id(),
            List.of(
                new Sent(waiting.get(0), new Kept(again, 7)),
                new Sent(waiting.get(1), new Kept(again, 8))),
            List.of()));
    var settlements = new Settlements(control.database(), clock);
    Settlements.Sent sent = answer(settlements.sent()).getFirst();
    Partition home = answer(settlements.sent()).getFirst().home();

    answer(settlements.settled(sent, 8, 30));
    answer(settlements.indexed(home, 29));
    assertThat(state(FIRST)).isEqualTo("replaying");

    assertThat(answer(settlements.watched())).containsExactly(home);
    answer(settlements.indexed(home, 30));
    assertThat(state(FIRST)).isEqualTo("resolved");
    assertThat(answer(replays.standings(replay.id())))
        .isEqualTo(Map.of("resolved", 1L, "replaying", 1L));
  }

  @Test
  void aLetterThatCameBackIsNotResolved() {
    holds("duckdb", 1);
    Done replay = answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    List<Waiting> waiting = answer(replays.waiting(replay.id(), 10));
    answer(
        replays.note(
            replay.id(),
            List.of(new Sent(waiting.getFirst(), new Kept(new Partition("again", 0), 7))),
            List.of()));
    var settlements = new Settlements(control.database(), clock);
    answer(settlements.settled(answer(settlements.sent()).getFirst(), 8, 30));

    var back = Letters.refused("duckdb", 0, 1).replayedAs(replay.id());
    answer(index.take(List.of(Letters.found(back, 29))));
    answer(settlements.indexed(new Partition("orders.dlq", 0), 30));

    DeadLetter letter = answer(queries.find(FIRST)).orElseThrow();
    assertThat(letter.standing().state()).isEqualTo("new");
    assertThat(letter.cameBackFrom()).isEqualTo(replay.id());
  }

  @Test
  void aLeaseIsOnesOwnUntilItEnds() {
    var leases = new Leases(control.database(), clock);
    Duration minute = Duration.ofMinutes(1);

    assertThat(answer(leases.take("replays", "one", minute))).isTrue();
    assertThat(answer(leases.take("replays", "two", minute))).isFalse();
    assertThat(answer(leases.take("replays", "one", minute))).isTrue();

    clock.passes(minute.plusMillis(1));
    assertThat(answer(leases.take("replays", "two", minute))).isTrue();
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
