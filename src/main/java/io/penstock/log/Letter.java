package io.penstock.log;

import io.penstock.event.RequestStamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record away from its stream's topic: on its way to a retry tier, to a sink's inbox, or to the
 * dead letters. Key and value are the sender's, however often it moves; all the rest travels in
 * named headers.
 *
 * @param origin where the stream's topic has the record
 * @param originTimestampMillis when it was appended there
 * @param others headers that are not ours and go along, such as traceparent and those of a
 *     CloudEvent in binary mode
 * @param stamp what the door knew of the request
 * @param eventId the event's identity; empty where the record is no event
 * @param sink the one sink it is for
 * @param group that sink's consumer group
 * @param attempt how often it was tried in vain
 * @param notBeforeMillis until when it is to wait, for people to see
 * @param firstFailedAtMillis when it first left the straight way
 * @param replayId the replay it travels with, empty for none
 */
public record Letter(
    Partition origin,
    long originOffset,
    long originTimestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Other> others,
    RequestStamp stamp,
    String eventId,
    String sink,
    String group,
    Failure failure,
    int attempt,
    Optional<Long> notBeforeMillis,
    long firstFailedAtMillis,
    String replayId) {

  /** A header that is not ours. */
  public record Other(String name, byte @Nullable [] value) {}

  /** For a record that is in a topic of ours and is no letter: it becomes one that nobody takes. */
  public static Letter ofStranger(LogRecord record, String sink) {
    return new Letter(
        record.partition(),
        record.offset(),
        record.timestampMillis(),
        record.key(),
        record.value(),
        record.others(),
        new RequestStamp("", record.timestampMillis() * 1_000, "", ""),
        record.partition() + "-" + record.offset(),
        sink,
        "",
        new Failure(Failure.Kind.UNREADABLE, "no_letter", "the record is no letter", ""),
        0,
        Optional.empty(),
        record.timestampMillis(),
        "");
  }

  /** The same letter after one more attempt in vain. */
  public Letter failedAgain(Failure why) {
    return with(why, attempt + 1, Optional.empty(), replayId);
  }

  /** The same letter, to be left alone until then. */
  public Letter notBefore(long millis) {
    return with(failure, attempt, Optional.of(millis), replayId);
  }

  /** The same letter, sent again by a person, with all its attempts before it. */
  public Letter replayedAs(String replay) {
    return with(failure, 0, Optional.empty(), replay);
  }

  private Letter with(Failure why, int attempts, Optional<Long> notBefore, String replay) {
    return new Letter(
        origin,
        originOffset,
        originTimestampMillis,
        key,
        value,
        others,
        stamp,
        eventId,
        sink,
        group,
        why,
        attempts,
        notBefore,
        firstFailedAtMillis,
        replay);
  }
}
