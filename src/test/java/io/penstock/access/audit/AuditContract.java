package io.penstock.access.audit;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail.Entry;
import io.penstock.access.audit.Verification.Checked;
import io.penstock.control.ControlDatabases;
import io.penstock.fixture.HandClock;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audit trail promises in whichever database it is. */
abstract class AuditContract {
  @TempDir Path folder;

  final HandClock clock = new HandClock();
  final AuditTrail trail = new AuditTrail(clock);
  ControlDatabases control;

  abstract ControlDatabases start(Path folder);

  @BeforeEach
  void prepare() {
    control = start(folder);
  }

  @AfterEach
  void close() {
    control.close();
  }

  @Test
  void aRecordIsReadAsItWasWritten() {
    var act =
        new Act(
            "ada",
            "2001:db8::1",
            "keys.rotate",
            "4fT0mQ2b",
            "lost in März",
            "request-1",
            new Subject("acme", "9xYz0AbC"));
    record(act);

    AuditRecord record = Trail.records(control).getFirst();

    assertThat(record.act()).isEqualTo(act);
    assertThat(record.ending()).isEqualTo(Ending.ofChange("before", "after"));
    assertThat(record.atMillis()).isEqualTo(clock.millis());
    assertThat(record.json().getString("time")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(record.json().encode()).contains("\"why\":\"lost in März\"").contains(record.hash());
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE penstock.audit SET who = 'eve' WHERE seq = 2, 2, it was changed",
    "UPDATE penstock.audit SET why = '' WHERE seq = 2, 2, it was changed",
    "UPDATE penstock.audit SET tenant = 'eve' WHERE seq = 3, 3, it was changed",
    "UPDATE penstock.audit SET key_id = 'eve' WHERE seq = 1, 1, it was changed",
    "UPDATE penstock.audit SET format = 0 WHERE seq = 1, 1, it was changed",
    "'UPDATE penstock.audit SET format = 9 WHERE seq = 1', 1, 'its format is 9, of a later"
        + " version'",
    "UPDATE penstock.audit SET affected = 0 WHERE seq = 1, 1, it was changed",
    "UPDATE penstock.audit SET previous_hash = '' WHERE seq = 3, 3, it was changed",
    "DELETE FROM penstock.audit WHERE seq = 2, 2, it is missing",
    "DELETE FROM penstock.audit WHERE seq = 3, 3, the trail ends before its head",
    "UPDATE penstock.audit_head SET hash = 'x', 3, the trail's head is another",
  })
  void aTrailThatSomebodyChangedIsBroken(String change, long seq, String why) {
    records(3);

    control.run(change);

    assertThat(verified(Link.START, 100)).isEqualTo(new Checked.Broken(seq, why));
  }

  @Test
  void aTrailIsVerifiedPartByPart() {
    records(5);

    var first = (Checked.Holds) verified(Link.START, 2);
    var second = (Checked.Holds) verified(Link.START, 1_000_000);

    assertThat(second.isAll()).isTrue();
    assertThat(second.last().seq()).isEqualTo(5);
    assertThat(verified(first.last(), 1_000_000)).isEqualTo(second);
    assertThat(verified(new Link(2, "another"), 100))
        .isEqualTo(new Checked.Broken(3, "it was changed"));
    assertThat(verified(new Link(9, "later"), 100)).isInstanceOf(Checked.Broken.class);
  }

  @Test
  void aLongTrailIsVerifiedInOneGo() {
    List<Entry> many =
        IntStream.range(0, 2_500)
            .mapToObj(i -> new Entry(Trail.act("test", "o" + i), Ending.ofChange("", "x")))
            .toList();
    answer(control.database().inTransaction(transaction -> trail.record(transaction, many)));

    assertThat(Trail.verified(control)).isEqualTo(2_500);
    assertThat(((Checked.Holds) verified(Link.START, 100)).isAll()).isFalse();
  }

  @Test
  void actsOfManyAtOnceMakeOneChain() {
    List<Future<Void>> acts =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    control
                        .database()
                        .inTransaction(
                            transaction ->
                                trail.record(
                                    transaction,
                                    Trail.act("test", "o" + i),
                                    Ending.ofChange("", "x"))))
            .toList();

    Future.all(acts).await();

    assertThat(Trail.verified(control)).isEqualTo(40);
  }

  @Test
  void anActThatFailsAfterItsRecordLeavesNone() {
    assertThatThrownBy(
            () ->
                answer(
                    control
                        .database()
                        .<Void>inTransaction(
                            transaction ->
                                trail
                                    .record(
                                        transaction,
                                        Trail.act("test", "o"),
                                        Ending.ofChange("", "x"))
                                    .compose(recorded -> Future.failedFuture("the act fails")))))
        .hasMessage("the act fails");

    assertThat(Trail.verified(control)).isZero();
  }

  @Test
  void isAskedForWhoWhatWhoseAndWhen() {
    record(Trail.act("keys.create", "acme").concerning(new Subject("acme", "k1")));
    clock.passes(Duration.ofHours(1));
    record(Trail.act("keys.revoke", "k1").concerning(new Subject("acme", "k1")));
    record(Trail.act("keysmith.hired", "x").concerning(Subject.ofTenant("other_")));

    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    AuditQuery all = new AuditQuery(none(), none(), none(), noTime(), noTime(), 99, 10);
    assertThat(found(all)).containsExactly(3L, 2L, 1L);
    assertThat(found(new AuditQuery(none(), of("keys"), none(), noTime(), noTime(), 99, 10)))
        .containsExactly(2L, 1L);
    assertThat(found(new AuditQuery(none(), of("keys.revoke"), none(), noTime(), noTime(), 99, 9)))
        .containsExactly(2L);
    assertThat(found(new AuditQuery(none(), of("%"), none(), noTime(), noTime(), 99, 9))).isEmpty();
    assertThat(found(new AuditQuery(of("eve"), none(), none(), noTime(), noTime(), 99, 9)))
        .isEmpty();
    assertThat(found(new AuditQuery(of("ada"), none(), of("acme"), noTime(), noTime(), 2, 9)))
        .containsExactly(1L);
    Optional<Instant> later = Optional.of(start.plusSeconds(1));
    assertThat(found(new AuditQuery(none(), none(), none(), later, noTime(), 99, 1)))
        .containsExactly(3L);
    assertThat(found(new AuditQuery(none(), none(), none(), noTime(), later, 99, 9)))
        .containsExactly(1L);
  }

  @Test
  void denialsAreWrittenDownOnceAKindWithHowMany() {
    Denials denials = new Denials(new Meters(new SimpleMeterRegistry(), "test"));
    var sampler = new DenialSampler(denials, control.database(), trail);
    denials.note("revoked", new Subject("acme", "k1"), "192.0.2.7");
    denials.note("revoked", new Subject("acme", "k1"), "192.0.2.7");
    denials.note("unknown", Subject.NOBODY, "192.0.2.8");

    answer(sampler.write());
    answer(sampler.write());

    assertThat(Trail.verified(control)).isEqualTo(2);
    AuditRecord revoked = Trail.records(control).getFirst();
    assertThat(revoked.act())
        .isEqualTo(
            new Act(
                "sender",
                "192.0.2.7",
                "access.denied",
                "revoked",
                "",
                "",
                new Subject("acme", "k1")));
    assertThat(revoked.ending()).isEqualTo(new Ending("denied", 2, "", ""));
  }

  @Test
  void whileDenialsGoOnTheyAreWrittenDownMoreAndMoreSeldom() {
    Denials denials = new Denials(new Meters(new SimpleMeterRegistry(), "test"));
    var sampler = new DenialSampler(denials, control.database(), trail);
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(sampler.untilNext());
      denials.note("unknown", Subject.NOBODY, "192.0.2.8");
      answer(sampler.write());
    }

    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L, 600L);
    answer(sampler.write());
    assertThat(sampler.untilNext()).isEqualTo(DenialSampler.WAIT_MIN);
  }

  @Test
  void denialsThatCannotBeWrittenDownStayCounted() {
    Denials denials = new Denials(new Meters(new SimpleMeterRegistry(), "test"));
    var sampler = new DenialSampler(denials, control.database(), trail);
    denials.note("unknown", Subject.NOBODY, "192.0.2.8");
    control.run("ALTER TABLE penstock.audit RENAME TO elsewhere");
    assertThatThrownBy(() -> answer(sampler.write())).isNotNull();
    denials.note("unknown", Subject.NOBODY, "192.0.2.8");
    control.run("ALTER TABLE penstock.elsewhere RENAME TO audit");

    answer(sampler.write());

    assertThat(Trail.records(control))
        .extracting(record -> record.ending().affected())
        .containsExactly(2L);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<Instant> noTime() {
    return Optional.empty();
  }

  private static Optional<String> of(String text) {
    return Optional.of(text);
  }

  private List<Long> found(AuditQuery query) {
    return answer(new AuditQueries(control.database()).list(query)).stream()
        .map(AuditRecord::seq)
        .toList();
  }

  void records(int count) {
    IntStream.range(0, count).forEach(i -> record(Trail.act("test", "o" + i)));
  }

  private void record(Act act) {
    answer(
        control
            .database()
            .inTransaction(
                transaction -> trail.record(transaction, act, Ending.ofChange("before", "after"))));
  }

  private Checked verified(Link from, int recordsMax) {
    return answer(new Verification(control.database()).after(from, recordsMax));
  }
}
