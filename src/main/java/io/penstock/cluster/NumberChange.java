package io.penstock.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.penstock.cluster.SharedSet.Added;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of one part of a set, made where it is, between no two others. Hazelcast makes them
 * empty and fills them from the wire. Each answers the name of what it came to.
 */
abstract sealed class NumberChange
    implements EntryProcessor<Long, long @Nullable [], String>, IdentifiedDataSerializable {
  /** With all parts of an era full, 17,000 a second if one is a minute. */
  static final int NUMBERS_MAX = 1 << 8;

  private static final long[] NONE = {};

  private long number;

  NumberChange(long number) {
    this.number = number;
  }

  @Override
  public String process(Map.Entry<Long, long @Nullable []> entry) {
    long[] before = entry.getValue();
    return process(entry, before == null ? NONE : before, number).name();
  }

  abstract Added process(Map.Entry<Long, long @Nullable []> entry, long[] before, long number);

  private static boolean contains(long[] numbers, long number) {
    return Arrays.stream(numbers).anyMatch(each -> each == number);
  }

  @Override
  public int getFactoryId() {
    return EntryChanges.ID;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(number);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    number = in.readLong();
  }

  /** Puts it behind the others. */
  static final class Add extends NumberChange {
    Add(long number) {
      super(number);
    }

    @Override
    Added process(Map.Entry<Long, long @Nullable []> entry, long[] before, long number) {
      if (contains(before, number)) {
        return Added.SEEN_BEFORE;
      }
      if (before.length >= NUMBERS_MAX) {
        return Added.FULL;
      }
      long[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = number;
      entry.setValue(after);
      return Added.NEW;
    }

    @Override
    public int getClassId() {
      return EntryChanges.ADD;
    }
  }

  /** Takes it out. */
  static final class Remove extends NumberChange {
    Remove(long number) {
      super(number);
    }

    @Override
    Added process(Map.Entry<Long, long @Nullable []> entry, long[] before, long number) {
      if (contains(before, number)) {
        entry.setValue(Arrays.stream(before).filter(each -> each != number).toArray());
      }
      return Added.NEW;
    }

    @Override
    public int getClassId() {
      return EntryChanges.REMOVE;
    }
  }
}
