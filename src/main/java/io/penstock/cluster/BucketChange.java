package io.penstock.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.penstock.cluster.SharedBuckets.Filling;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes tokens where the buckets are, by the clock of the node that has them. Hazelcast makes it
 * empty and fills it from the wire.
 */
final class BucketChange
    implements EntryProcessor<String, long @Nullable [], long[]>, IdentifiedDataSerializable {
  /** Longer than any bucket takes to fill up. */
  private static final long LASTS_MINUTES = 10;

  private static final long[] NONE = {};

  private long[] perSecond = NONE;
  private long[] capacities = NONE;
  private long[] wanted = NONE;

  BucketChange() {}

  BucketChange(Filling filling, long[] wanted) {
    this.perSecond = filling.perSecond();
    this.capacities = filling.capacities();
    this.wanted = wanted;
  }

  @Override
  public long[] process(Map.Entry<String, long @Nullable []> entry) {
    long[] before = Objects.requireNonNullElse(entry.getValue(), NONE);
    long[] filled =
        Buckets.filled(before, new Filling(perSecond, capacities), System.currentTimeMillis());
    long[] taken = Buckets.take(filled, wanted);
    ((ExtendedMapEntry<String, long @Nullable []>) entry)
        .setValue(filled, LASTS_MINUTES, TimeUnit.MINUTES);
    return taken;
  }

  @Override
  public int getFactoryId() {
    return EntryChanges.ID;
  }

  @Override
  public int getClassId() {
    return EntryChanges.TAKE;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLongArray(perSecond);
    out.writeLongArray(capacities);
    out.writeLongArray(wanted);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    perSecond = Objects.requireNonNull(in.readLongArray());
    capacities = Objects.requireNonNull(in.readLongArray());
    wanted = Objects.requireNonNull(in.readLongArray());
  }
}
