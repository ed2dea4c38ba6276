package io.penstock.deadletter;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.access.audit.Trail;
import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Replays.Sent;
import io.penstock.deadletter.Replays.Waiting;
import io.penstock.log.LetterBox.Kept;
import io.penstock.log.Partition;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What acts and the audit trail do in whichever database they are. */
abstract class ActContract extends ControlStage {
  @Test
  void aRehearsalCountsAndChangesNothing() {
    holds("duckdb", 1, 2);

    assertThat(answer(acts.rehearse(State.DISCARDED, of(Filter.SINK, "duckdb")))).isEqualTo(2);

    assertThat(state(FIRST)).isEqualTo("new");
    assertThat(Trail.verified(control)).isZero();
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
  void aReplayTakesNothingThatAnotherHasNotSentYet() {
    holds("duckdb", 1, 2);
    answer(acts.replay(order(of(Filter.EVENT, "1").with(Filter.SINK, "duckdb")), "duckdb", 50));
    Selection replaying = of(Filter.STATE, "replaying").with(Filter.SINK, "duckdb");

    assertThat(answer(acts.rehearse(State.REPLAYING, replaying))).isZero();
    assertThat(answer(acts.replay(order(replaying), "duckdb", 50)).letters()).isZero();
  }

  @Test
  void whatAnEarlierReplayHadSentIsNewAgainWhenALaterOneIsStopped() {
    holds("duckdb", 1);
    answer(acts.replay(order(of(Filter.SINK, "duckdb")), "duckdb", 50));
    answer(
        control
            .database()
            .query("UPDATE penstock.dead_letters SET inbox_offset = 7", Tuple.tuple()));
    Selection replaying = of(Filter.STATE, "replaying").with(Filter.SINK, "duckdb");
    Done again = answer(acts.replay(order(replaying), "duckdb", 50));
    assertThat(again.letters()).isEqualTo(1);

    answer(acts.stop(order(Selection.EVERYTHING), again.id()));

    assertThat(state(FIRST)).isEqualTo("new");
  }

  @Test
  void aReplayByIdsKnowsItsSink() {
    holds("duckdb", 1);
    var one = new Selection(Map.of(), List.of(FIRST));

    assertThat(answer(acts.replay(order(one), "duckdb", 50)).letters()).isEqualTo(1);
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

    assertThat(Trail.verified(control)).isEqualTo(3);
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
}
