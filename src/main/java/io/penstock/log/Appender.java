package io.penstock.log;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Gives records to the log. */
public interface Appender {
  /** The callback hears what became of the record. */
  Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback);
}
