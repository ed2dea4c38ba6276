package io.penstock.ledger.reconcile;

import io.penstock.event.Event;
import io.penstock.event.EventReader;
import io.penstock.event.RequestStamp;
import io.penstock.event.json.MalformedJson;
import io.penstock.log.LogRecord;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Holdings;
import io.penstock.sink.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of a stream as the sink does, and says what the sink should make of them. */
final class Records {
  /**
   * One of them.
   *
   * @param event null where it is no event
   * @param isKept whether the sink deletes nothing so old
   * @param identity 0 where it is no event
   */
  record Read(
      LogRecord record,
      String tenant,
      long receivedAtMicros,
      @Nullable Event event,
      boolean isWanted,
      boolean isKept,
      long identity,
      long content) {}

  private final Subject subject;
  private final Optional<String> tenant;
  private final Optional<Holdings> holdings;
  private final EventReader reader;
  private final IdentityHash identity;
  private final ContentHash content = new ContentHash();

  Records(Subject subject, Optional<String> tenant, Optional<Holdings> holdings) {
    this.subject = subject;
    this.tenant = tenant;
    this.reader = new EventReader(subject.stream(), subject.tenantOtherwise());
    this.holdings = holdings;
    this.identity = new IdentityHash(holdings.map(Holdings::key).orElse(Rows.Key.TENANT_ID));
  }

  /** Empty where it is another tenant's. */
  Optional<Read> read(LogRecord record) {
    Read read = readAny(record);
    return tenant.isEmpty() || tenant.get().equals(read.tenant())
        ? Optional.of(read)
        : Optional.empty();
  }

  private Read readAny(LogRecord record) {
    byte @Nullable [] value = record.value();
    try {
      return value == null ? unreadable(record) : readable(record, value);
    } catch (MalformedJson noEvent) {
      return unreadable(record);
    }
  }

  private Read readable(LogRecord record, byte[] value) throws MalformedJson {
    Event event =
        reader.read(
            record.offset(),
            record.timestampMillis(),
            reader.whole(value, record.attributes()),
            record.stamp(),
            record.id(),
            record.partition() + "-");
    return new Read(
        record,
        event.tenant(),
        event.receivedAtMicros(),
        event,
        subject.wants(event.type()),
        holdings.isEmpty() || holdings.get().keeps(event.timeMicros(), event.receivedAtMicros()),
        identity.of(event),
        content.of(event.data()));
  }

  private Read unreadable(LogRecord record) {
    byte @Nullable [] packed = record.stamp();
    RequestStamp stamp =
        Optional.ofNullable(packed)
            .flatMap(RequestStamp::unpacked)
            .orElseGet(
                () ->
                    new RequestStamp(
                        subject.tenantOtherwise(), record.timestampMillis() * 1_000, "", ""));
    return new Read(record, stamp.tenant(), stamp.receivedAtMicros(), null, false, false, 0, 0);
  }
}
