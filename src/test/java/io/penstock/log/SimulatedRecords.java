package io.penstock.log;

import io.penstock.log.LetterBox.Addressed;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Makes of what a producer sends what a reader gets, without a broker between them. */
public final class SimulatedRecords {
  private SimulatedRecords() {}

  /** The record as the log holds it at that place. */
  public static LogRecord at(
      Partition partition, long offset, long millis, ProducerRecord<byte[], byte[]> sent) {
    return new LogRecord(
        partition,
        new ConsumerRecord<>(
            partition.topic(),
            partition.number(),
            offset,
            millis,
            TimestampType.LOG_APPEND_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            sent.key(),
            sent.value(),
            sent.headers(),
            Optional.empty()));
  }

  /** The letter as a producer sends it. */
  public static ProducerRecord<byte[], byte[]> of(Addressed letter) {
    return LetterHeaders.record(letter.letter(), letter.topic(), letter.partition());
  }
}
