package io.penstock.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry, made where the entry is, between no two others. Hazelcast makes them empty
 * and fills them from the wire. Each answers what the entry is afterwards.
 */
abstract sealed class EntryChange
    implements EntryProcessor<String, @Nullable Entry, @Nullable Entry>,
        IdentifiedDataSerializable {

  @Override
  public int getFactoryId() {
    return EntryChanges.ID;
  }

  /** Changes nothing. */
  static final class Look extends EntryChange {
    @Override
    public @Nullable Entry process(Map.Entry<String, @Nullable Entry> entry) {
      return entry.getValue();
    }

    /** There is nothing that a backup should do too. */
    @Override
    public @Nullable EntryProcessor<String, @Nullable Entry, @Nullable Entry> getBackupProcessor() {
      return null;
    }

    @Override
    public int getClassId() {
      return EntryChanges.LOOK;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
  }

  /** Sets an entry, unless a later owner has it. */
  static final class Claim extends EntryChange {
    private @Nullable Entry claimed;
    private long millis;

    Claim() {}

    Claim(Entry claimed, long millis) {
      this.claimed = claimed;
      this.millis = millis;
    }

    @Override
    public Entry process(Map.Entry<String, @Nullable Entry> entry) {
      Entry mine = Objects.requireNonNull(claimed);
      Entry now = entry.getValue();
      if (now != null && !mine.supersedes(now)) {
        return now;
      }
      ((ExtendedMapEntry<String, @Nullable Entry>) entry)
          .setValue(mine, millis, TimeUnit.MILLISECONDS);
      return mine;
    }

    @Override
    public int getClassId() {
      return EntryChanges.CLAIM;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      out.writeObject(claimed);
      out.writeLong(millis);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      claimed = in.readObject();
      millis = in.readLong();
    }
  }

  /** Takes an entry away, where it is still this owner's. */
  static final class Release extends EntryChange {
    private String owner = "";

    Release() {}

    Release(String owner) {
      this.owner = owner;
    }

    @Override
    public @Nullable Entry process(Map.Entry<String, @Nullable Entry> entry) {
      Entry now = entry.getValue();
      if (now != null && now.owner().equals(owner)) {
        entry.setValue(null);
        return null;
      }
      return now;
    }

    @Override
    public int getClassId() {
      return EntryChanges.RELEASE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      out.writeString(owner);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      owner = Objects.requireNonNull(in.readString());
    }
  }
}
