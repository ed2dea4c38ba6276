package io.penstock.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the changes that come over the wire; their numbers stay as they are between versions. */
final class EntryChanges implements DataSerializableFactory {
  static final int ID = 7_001;
  static final int LOOK = 1;
  static final int CLAIM = 2;
  static final int RELEASE = 3;
  static final int ADD = 4;
  static final int REMOVE = 5;
  static final int TAKE = 6;

  @Override
  public IdentifiedDataSerializable create(int number) {
    return switch (number) {
      case LOOK -> new EntryChange.Look();
      case CLAIM -> new EntryChange.Claim();
      case RELEASE -> new EntryChange.Release();
      case ADD -> new NumberChange.Add(0);
      case REMOVE -> new NumberChange.Remove(0);
      case TAKE -> new BucketChange();
      default -> throw new IllegalArgumentException("no change has the number " + number);
    };
  }
}
