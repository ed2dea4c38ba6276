package io.penstock.log.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.batch.Submission;
import io.penstock.batch.Submissions;
import io.penstock.spool.Spool;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A request that waits in the spool becomes the records it would have been. */
class SpoolEntryTest {
  private final Submission submission =
      Submissions.of(Submissions.stream("topic", 1 << 10), "[{\"id\":\"a\"},{\"v\":\"ü\"},{}]");

  @Test
  void holdsAllThatTheRecordsNeed() {
    var straight = new Records(submission);

    SpooledRecords spooled = SpooledRecords.read(payloadOf(SpoolEntry.of(submission)));

    assertThat(spooled.topic()).isEqualTo("topic");
    assertThat(spooled.count()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertSame(spooled.record(i), straight.get(i));
    }
  }

  private static void assertSame(
      ProducerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> expected) {
    assertThat(record.topic()).isEqualTo(expected.topic());
    assertThat(record.key()).isEqualTo(expected.key());
    assertThat(record.value()).isEqualTo(expected.value());
    assertThat(record.headers()).isEqualTo(expected.headers());
  }

  @Test
  void someOfItsRecordsMakeAnEntryToo() {
    SpooledRecords all = SpooledRecords.read(payloadOf(SpoolEntry.of(submission)));

    SpooledRecords some = SpooledRecords.read(payloadOf(all.entryOf(List.of(0, 2))));

    assertThat(some.count()).isEqualTo(2);
    assertThat(new String(some.event(0), UTF_8)).isEqualTo("{\"id\":\"a\"}");
    assertSame(some.record(1), all.record(2));
  }

  @Test
  void whatIsNoEntryIsRefused() {
    ByteBuffer cut = payloadOf(SpoolEntry.of(submission));
    cut.limit(cut.limit() - 1);

    assertThatThrownBy(() -> SpooledRecords.read(cut)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpooledRecords.read(ByteBuffer.wrap(new byte[] {2, 0, 0})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteBuffer payloadOf(ByteBuffer entry) {
    return entry.position(Spool.headBytes()).slice();
  }
}
