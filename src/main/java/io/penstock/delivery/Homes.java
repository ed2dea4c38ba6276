package io.penstock.delivery;

import io.penstock.delivery.Item.Home;
import io.penstock.event.RequestStamp;
import io.penstock.event.Stream;
import io.penstock.log.Failure;
import io.penstock.log.Failure.Kind;
import io.penstock.log.Letter;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LogRecord;
import io.penstock.retry.RetryConfig;
import io.penstock.retry.Tier;
import io.penstock.sink.Answer;
import io.penstock.sink.Complaint;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where events go that a sink does not have: to a retry tier, or to the dead letters. */
final class Homes {
  private final DeliveryConfig config;
  private final RetryConfig retry;
  private final String tenantOtherwise;
  private final Clock clock;

  Homes(DeliveryConfig config, String tenantOtherwise, Clock clock) {
    this.config = config;
    this.retry = config.retry();
    this.tenantOtherwise = tenantOtherwise;
    this.clock = clock;
  }

  /** A record that is no event has nowhere else to go. */
  Item unreadable(LogRecord record, Stream stream, String code, String message) {
    Letter letter = letter(record, "", failure(Kind.UNREADABLE, new Complaint(code, "", message)));
    return Item.unreadable(record, stream, dead(letter, stream));
  }

  /** What the destination said of one event decides where it goes. */
  void answered(Item item, Answer answer) {
    switch (answer) {
      case Answer.Stored(boolean repeated) -> item.stored(repeated);
      case Answer.Later(Complaint complaint, Optional<Duration> after) ->
          waits(item, Kind.LATER, complaint, after);
      case Answer.Never(Complaint complaint) -> dies(item, Kind.REFUSED, complaint);
    }
  }

  void dies(Item item, Kind kind, Complaint complaint) {
    item.goesTo(Home.DEAD, dead(letterOf(item, failure(kind, complaint)), item.stream()));
  }

  /** Tried again later; where that was often enough, never. */
  void waits(Item item, Kind kind, Complaint complaint, Optional<Duration> after) {
    Letter letter = letterOf(item, failure(kind, complaint));
    Optional<Tier> tier = retry.tierAfter(letter.attempt(), after);
    if (tier.isPresent()) {
      item.goesTo(Home.RETRIED, in(tier.get(), letter));
    } else {
      dies(item, Kind.EXHAUSTED, complaint);
    }
  }

  private Addressed in(Tier tier, Letter letter) {
    long due = clock.millis() + tier.delay().toMillis();
    return new Addressed(letter.notBefore(due), tier.topic(), letter.origin().number());
  }

  private static Addressed dead(Letter letter, Stream stream) {
    return new Addressed(letter, stream.deadLetterTopic(), letter.origin().number());
  }

  private static Failure failure(Kind kind, Complaint complaint) {
    return new Failure(kind, complaint.code(), complaint.reason(), complaint.field());
  }

  private Letter letterOf(Item item, Failure failure) {
    String id = item.event() == null ? "" : item.event().id();
    return letter(item.record(), id, failure);
  }

  private Letter letter(LogRecord record, String eventId, Failure failure) {
    return letterIn(record)
        .map(before -> before.failedAgain(failure))
        .orElseGet(() -> firstLetter(record, eventId, failure));
  }

  /** Whoever writes to a stream's topic may name headers as we do; in the inbox they are ours. */
  private Optional<Letter> letterIn(LogRecord record) {
    boolean isInbox = record.partition().topic().equals(retry.inbox());
    return isInbox ? record.letter() : Optional.empty();
  }

  private Letter firstLetter(LogRecord record, String eventId, Failure failure) {
    return new Letter(
        record.partition(),
        record.offset(),
        record.timestampMillis(),
        record.key(),
        record.value(),
        record.others(),
        stampOf(record),
        eventId.isEmpty() ? record.partition() + "-" + record.offset() : eventId,
        config.sink(),
        config.group(),
        failure,
        1,
        Optional.empty(),
        clock.millis(),
        "");
  }

  private RequestStamp stampOf(LogRecord record) {
    byte @Nullable [] packed = record.stamp();
    return Optional.ofNullable(packed)
        .flatMap(RequestStamp::unpacked)
        .orElseGet(
            () -> new RequestStamp(tenantOtherwise, record.timestampMillis() * 1_000, "", ""));
  }
}
