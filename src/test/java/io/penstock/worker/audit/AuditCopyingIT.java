package io.penstock.worker.audit;

import static io.penstock.control.ControlDatabases.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditCopy;
import io.penstock.access.audit.AuditRecord;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Trail;
import io.penstock.config.Configuration;
import io.penstock.control.ControlDatabases;
import io.penstock.control.Leases;
import io.penstock.fixture.Broker;
import io.penstock.fixture.HandClock;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicAppender.NotAppended;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.worker.Progress;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail's copy in the log. */
class AuditCopyingIT {
  @TempDir private Path folder;

  private final String topic = Broker.freshName("audit");
  private final AtomicLong missing = new AtomicLong();
  private ControlDatabases control;
  private AuditCopying copying;

  @BeforeEach
  void prepare() {
    control = ControlDatabases.file(folder);
    answer(new Topics(control.vertx(), log()).prepare(List.of(TopicPlan.ofAudit(topic))));
    copying = copying("node-1", log());
  }

  @AfterEach
  void close() {
    copying.close();
    control.close();
  }

  private static LogConfig log() {
    return LogConfig.read(Configuration.ofYaml("partitions: 6").root())
        .at(Broker.bootstrapServers());
  }

  private AuditCopying copying(String node, LogConfig log) {
    return new AuditCopying(
        log,
        topic,
        node,
        new Leases(control.database()),
        new AuditCopy(control.database()),
        missing::set);
  }

  @Test
  void everyRecordIsInTheTopicInItsOrder() throws Exception {
    acts(120);

    copyEverything();
    acts(1);
    copyEverything();

    List<AuditRecord> records = Trail.records(control);
    assertThat(records).hasSize(121);
    assertThat(Broker.read(topic).values())
        .containsExactlyElementsOf(records.stream().map(record -> record.json().encode()).toList());
    assertThat(Broker.read(topic).records())
        .allSatisfy(
            record ->
                assertThat(new String(record.key(), UTF_8))
                    .isEqualTo(
                        new JsonObject(new String(record.value(), UTF_8))
                            .getLong("seq")
                            .toString()))
        .allSatisfy(record -> assertThat(record.partition()).isZero());
    assertThat(missing).hasValue(0);
  }

  @Test
  void afterACrashSomeAreThereTwiceAndNoneIsMissing() throws Exception {
    acts(5);
    copyEverything();
    control.run("UPDATE penstock.audit_copy SET seq = 3");
    acts(1);

    copyEverything();

    assertThat(Broker.read(topic).records())
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("1", "2", "3", "4", "5", "4", "5", "6");
  }

  @Test
  void oneNodeAtATimeCopies() throws Exception {
    acts(1);
    copyEverything();
    acts(2);

    try (AuditCopying other = copying("node-2", log())) {
      assertThat(other.step()).isInstanceOf(Progress.Rest.class);
    }

    assertThat(Broker.read(topic).records()).hasSize(1);
    assertThat(missing).hasValue(2);
  }

  @Test
  void whileTheLogIsAwayRecordsWaitAndThenFollow() throws Exception {
    acts(3);

    try (AuditCopying away = copying("node-1", log().at("127.0.0.1:1"))) {
      assertThatThrownBy(away::step)
          .isInstanceOf(NotAppended.class)
          .hasMessageContaining("topic " + topic + " does not take the record");
    }
    assertThat(missing).hasValue(3);

    copyEverything();
    assertThat(Broker.read(topic).records()).hasSize(3);
  }

  @Test
  void aTrailThatSomebodyCutDoesNotKeepItBusy() throws Exception {
    acts(2);
    control.run("DELETE FROM penstock.audit WHERE seq = 2");

    assertThat(copying.step()).isInstanceOf(Progress.More.class);
    assertThat(copying.step()).isInstanceOf(Progress.Rest.class);
  }

  private void copyEverything() throws NotAppended {
    while (copying.step() instanceof Progress.More) {
      assertThat(missing).hasPositiveValue();
    }
  }

  private void acts(int count) {
    var trail = new AuditTrail(new HandClock());
    IntStream.range(0, count)
        .forEach(
            i ->
                answer(
                    control
                        .database()
                        .inTransaction(
                            transaction ->
                                trail.record(
                                    transaction,
                                    Trail.act("test", "o" + i),
                                    Ending.ofChange("", "x")))));
  }
}
