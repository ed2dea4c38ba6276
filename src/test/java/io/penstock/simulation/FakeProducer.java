package io.penstock.simulation;

import io.penstock.log.LogRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What was sent waits here until the log answers, in order: it has the record, or time ran out, and
 * then nobody knows whether it has.
 */
final class FakeProducer extends MockProducer<byte[], byte[]> {
  private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

  private final Installation all;
  private final Life life;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private boolean answersAtOnce;

  FakeProducer(Installation all, Life life) {
    this.all = all;
    this.life = life;
  }

  /** For somebody who waits for the answer. */
  void answersAtOnce(boolean now) {
    answersAtOnce = now;
  }

  /** Throws where the producer waits in vain for metadata, or for memory. */
  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    life.goesOn();
    if (all.isLogAway() && all.dice.happens(0.3)) {
      throw new TimeoutException("no room came free");
    }
    if (callback == null) {
      throw new AssertionError("nobody hears what becomes of a record");
    }
    inFlight.add(new Sent(record, callback));
    if (answersAtOnce) {
      flush();
    }
    return new CompletableFuture<>();
  }

  /** The next answer comes, if one is due. */
  void answer() {
    Sent next = inFlight.poll();
    if (next != null) {
      life.goesOn();
      answer(next);
    }
  }

  private void answer(Sent sent) {
    if (!all.isLogAway() && !all.dice.goesWrong(0.02)) {
      LogRecord kept = all.log.append(sent.record);
      life.goesOn();
      sent.callback.onCompletion(metadata(kept), null);
    } else {
      timeOut(sent);
    }
  }

  /** The record may be there all the same: only its acknowledgement was lost. */
  private void timeOut(Sent sent) {
    if (all.dice.happens(0.4)) {
      all.log.append(sent.record);
    }
    var fault = new TimeoutException("no answer in time");
    sent.callback.onCompletion(null, fault);
  }

  private static RecordMetadata metadata(LogRecord kept) {
    var place = new TopicPartition(kept.partition().topic(), kept.partition().number());
    return new RecordMetadata(place, kept.offset(), 0, kept.timestampMillis(), 0, 0);
  }

  @Override
  public synchronized void flush() {
    while (!inFlight.isEmpty()) {
      answer();
    }
  }

  @Override
  public void close(Duration timeout) {
    flush();
  }
}
