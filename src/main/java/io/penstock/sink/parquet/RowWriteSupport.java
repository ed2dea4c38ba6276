package io.penstock.sink.parquet;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Hands the values of rows to Parquet, column by column. */
final class RowWriteSupport extends WriteSupport<@Nullable Object[]> {
  private final String[] names;
  private final MessageType schema;
  private @Nullable RecordConsumer consumer;

  RowWriteSupport(List<EventColumn> columns) {
    this.names = columns.stream().map(EventColumn::name).toArray(String[]::new);
    this.schema =
        new MessageType(
            "event",
            columns.stream()
                .<Type>map(column -> column.type().parquet(column.name(), column.isRequired()))
                .toList());
  }

  @Override
  @SuppressWarnings("deprecation") // it has to be there, and is not called
  public WriteContext init(Configuration hadoop) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration plain) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer to) {
    consumer = to;
  }

  @Override
  public void write(@Nullable Object[] values) {
    RecordConsumer row = Objects.requireNonNull(consumer, "not prepared");
    row.startMessage();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        row.startField(names[i], i);
        ColumnType.add(value, row);
        row.endField(names[i], i);
      }
    }
    row.endMessage();
  }
}
