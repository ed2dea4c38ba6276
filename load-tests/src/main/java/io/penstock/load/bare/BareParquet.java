package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.sink.parquet.FileSettings;
import io.penstock.sink.parquet.MemoryFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet writer alone: a file in memory for each load, of values that were made before. Its
 * settings are those of the sink.
 */
final class BareParquet implements BareStore {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message event {
            required binary tenant (STRING);
            required binary id (STRING);
            optional binary type (STRING);
            required int64 time (TIMESTAMP(MICROS,true));
            required int64 received_at (TIMESTAMP(MICROS,true));
            required int64 content_hash;
            required binary data (STRING);
            required binary _topic (STRING);
            required int32 _partition;
            required int64 _offset;
          }
          """);

  /** As the writer takes them. */
  private record Values(
      Binary tenant,
      Binary id,
      Binary type,
      long time,
      long receivedAt,
      long contentHash,
      Binary data,
      long offset) {}

  private static final Binary TOPIC = binary("topic");
  private long offsets;

  @Override
  public Load ready(List<BareRow> rows) {
    List<Values> values = rows.stream().map(this::values).toList();
    return () -> {
      try (ParquetWriter<Values> writer = new Builder().build()) {
        for (Values row : values) {
          writer.write(row);
        }
      } catch (IOException fault) {
        throw new SQLException(fault);
      }
      return values.size();
    };
  }

  @Override
  public boolean takesRowsAgain() {
    return true;
  }

  private Values values(BareRow row) {
    return new Values(
        binary(row.tenant()),
        binary(row.id()),
        binary(row.type()),
        row.timeMicros(),
        row.receivedAtMicros(),
        row.contentHash(),
        binary(row.data()),
        offsets++);
  }

  private static Binary binary(String text) {
    return Binary.fromConstantByteArray(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    // there is nothing but memory
  }

  private static final class Builder extends ParquetWriter.Builder<Values, Builder> {
    @SuppressWarnings("this-escape") // what it calls only keeps settings
    Builder() {
      super(new MemoryFile());
      FileSettings.set(this);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // it has to be there, and is not called
    protected WriteSupport<Values> getWriteSupport(Configuration hadoop) {
      return new Rows();
    }

    @Override
    protected WriteSupport<Values> getWriteSupport(ParquetConfiguration plain) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<Values> {
    private @Nullable RecordConsumer consumer;

    @Override
    @SuppressWarnings("deprecation") // it has to be there, and is not called
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration plain) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer to) {
      consumer = to;
    }

    @Override
    public void write(Values row) {
      RecordConsumer to = Objects.requireNonNull(consumer, "not prepared");
      to.startMessage();
      text(to, "tenant", 0, row.tenant());
      text(to, "id", 1, row.id());
      text(to, "type", 2, row.type());
      number(to, "time", 3, row.time());
      number(to, "received_at", 4, row.receivedAt());
      number(to, "content_hash", 5, row.contentHash());
      text(to, "data", 6, row.data());
      text(to, "_topic", 7, TOPIC);
      to.startField("_partition", 8);
      to.addInteger(0);
      to.endField("_partition", 8);
      number(to, "_offset", 9, row.offset());
      to.endMessage();
    }

    private static void text(RecordConsumer to, String name, int index, Binary value) {
      to.startField(name, index);
      to.addBinary(value);
      to.endField(name, index);
    }

    private static void number(RecordConsumer to, String name, int index, long value) {
      to.startField(name, index);
      to.addLong(value);
      to.endField(name, index);
    }
  }
}
