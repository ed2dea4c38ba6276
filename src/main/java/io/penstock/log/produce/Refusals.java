package io.penstock.log.produce;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** What the log's faults mean. */
final class Refusals {
  private Refusals() {}

  /** The fault lies in the record itself: another try would end the same way. */
  static boolean isOfTheRecord(Throwable fault) {
    return fault instanceof RecordTooLargeException
        || fault instanceof RecordBatchTooLargeException
        || fault instanceof InvalidRecordException
        || fault instanceof InvalidTopicException
        || fault instanceof PolicyViolationException
        || fault instanceof SerializationException
        || fault instanceof UnsupportedForMessageFormatException;
  }

  /** Nobody knows the topic; where the log answers otherwise, there is none. */
  static boolean isOfTheTopic(Throwable fault) {
    return fault instanceof TimeoutException
        && String.valueOf(fault.getMessage()).contains("not present in metadata");
  }
}
