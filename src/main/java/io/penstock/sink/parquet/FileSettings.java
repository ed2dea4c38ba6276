package io.penstock.sink.parquet;

import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How files of events are written. */
public final class FileSettings {
  /** What a writer keeps in memory before it compresses it. */
  private static final long ROW_GROUP_BYTES = 32 << 20;

  private static final int PAGE_BYTES = 256 << 10;

  /** Columns whose values hardly come twice. */
  private static final List<String> UNIQUE =
      List.of("id", "time", "content_hash", "data", "_offset");

  private FileSettings() {}

  public static void set(ParquetWriter.Builder<?, ?> writer) {
    writer.withConf(new PlainParquetConfiguration());
    writer.withCompressionCodec(CompressionCodecName.ZSTD);
    writer.withRowGroupSize(ROW_GROUP_BYTES);
    writer.withPageSize(PAGE_BYTES);
    writer.config("parquet.compression.codec.zstd.level", "1");
    UNIQUE.forEach(column -> writer.withDictionaryEncoding(column, false));
    writer.withStatisticsEnabled("data", false);
    writer.withSizeStatisticsEnabled(false);
  }
}
