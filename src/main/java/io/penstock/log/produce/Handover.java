package io.penstock.log.produce;

import io.penstock.log.Appender;
import io.penstock.spool.Entry;
import io.penstock.spool.Spool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of the spool on their way to the log. A round sends, in order, the records that the
 * log does not have yet, and waits for every answer.
 */
final class Handover {
  /** A record, by its entry and its place in it. */
  record Item(Entry entry, SpooledRecords records, int index) {
    ProducerRecord<byte[], byte[]> record() {
      return records.record(index);
    }
  }

  /** Records of one entry that the log will never take, as an entry of their own. */
  record Refused(Entry entry, ByteBuffer bytes, int count) {}

  private final List<Item> refused = new ArrayList<>();
  private final List<Refused> unknown = new ArrayList<>();
  private List<Item> open = new ArrayList<>();
  private int taken;
  private @Nullable Throwable lastFault;

  /** What is no entry of ours is refused as a whole. */
  void add(Entry entry) {
    try {
      SpooledRecords records = SpooledRecords.read(entry.payload());
      for (int i = 0; i < records.count(); i++) {
        open.add(new Item(entry, records, i));
      }
    } catch (IllegalArgumentException notOurs) {
      ByteBuffer bytes = ByteBuffer.allocate(Spool.headBytes() + entry.payload().remaining());
      bytes.put(Spool.headBytes(), entry.payload(), 0, entry.payload().remaining());
      unknown.add(new Refused(entry, bytes, entry.count()));
    }
  }

  boolean isDone() {
    return open.isEmpty();
  }

  /** What the log will never take, in order. */
  List<Refused> refused() {
    Map<Entry, List<Item>> byEntry = new LinkedHashMap<>();
    refused.forEach(item -> byEntry.computeIfAbsent(item.entry, e -> new ArrayList<>()).add(item));
    List<Refused> all = new ArrayList<>(unknown);
    byEntry.forEach(
        (entry, items) -> {
          List<Integer> indexes = items.stream().map(Item::index).toList();
          ByteBuffer bytes = items.getFirst().records.entryOf(indexes);
          all.add(new Refused(entry, bytes, indexes.size()));
        });
    return all;
  }

  int taken() {
    return taken;
  }

  /** Why the last round did not get further. */
  @Nullable Throwable lastFault() {
    return lastFault;
  }

  /** Nobody will send the records of this topic that are left. */
  void giveUp(String topic) {
    List<Item> left = new ArrayList<>();
    for (Item item : open) {
      (item.records.topic().equals(topic) ? refused : left).add(item);
    }
    open = left;
  }

  String nextTopic() {
    return open.getFirst().records.topic();
  }

  /** The answers of one round; a fault stops the sending of more. */
  private static final class Answers {
    final AtomicReferenceArray<Throwable> faults;
    final Semaphore come = new Semaphore(0);
    volatile boolean failed;

    Answers(int records) {
      faults = new AtomicReferenceArray<>(records);
    }

    void answer(int index, @Nullable Exception fault) {
      if (fault != null) {
        faults.set(index, fault);
        failed = true;
      }
      come.release();
    }
  }

  void round(Appender producer) {
    var answers = new Answers(open.size());
    int sent = send(producer, answers);
    answers.come.acquireUninterruptibly(sent);
    sort(answers, sent);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answers hear of it
  private int send(Appender producer, Answers answers) {
    lastFault = null;
    int sent = 0;
    try {
      while (sent < open.size() && !answers.failed) {
        int index = sent;
        producer.send(open.get(index).record(), (metadata, fault) -> answers.answer(index, fault));
        sent++;
      }
    } catch (RuntimeException fault) {
      lastFault = fault;
    }
    return sent;
  }

  private void sort(Answers answers, int sent) {
    List<Item> left = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Throwable fault = answers.faults.get(i);
      if (i >= sent) {
        left.add(open.get(i));
      } else if (fault == null) {
        taken++;
      } else if (Refusals.isOfTheRecord(fault)) {
        refused.add(open.get(i));
      } else {
        lastFault = lastFault == null ? fault : lastFault;
        left.add(open.get(i));
      }
    }
    open = left;
  }
}
