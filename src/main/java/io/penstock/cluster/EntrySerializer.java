package io.penstock.cluster;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import java.util.Objects;

/** An entry as it goes from node to node; nodes of other versions skip fields they do not know. */
final class EntrySerializer implements CompactSerializer<Entry> {
  @Override
  public Entry read(CompactReader reader) {
    return new Entry(
        Objects.requireNonNull(reader.readString("owner")),
        reader.readInt64("epoch"),
        Objects.requireNonNull(reader.readString("text")));
  }

  @Override
  public void write(CompactWriter writer, Entry entry) {
    writer.writeString("owner", entry.owner());
    writer.writeInt64("epoch", entry.epoch());
    writer.writeString("text", entry.text());
  }

  @Override
  public String getTypeName() {
    return "penstock.entry";
  }

  @Override
  public Class<Entry> getCompactClass() {
    return Entry.class;
  }
}
