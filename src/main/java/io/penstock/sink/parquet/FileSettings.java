package io.penstock.sink.parquet;

import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How files of events are written. */
public final class FileSettings {
  static final CompressionCodecName COMPRESSION = CompressionCodecName.ZSTD;

  /** What a writer keeps in memory, most of it compressed, before it is a row group. */
  static final long ROW_GROUP_BYTES = 32 << 20;

  static final int PAGE_BYTES = 256 << 10;

  /** Columns whose values hardly come twice. */
  private static final List<String> UNIQUE =
      List.of("id", "time", "content_hash", "data", "_offset");

  /** It is long, and nobody looks for a range of it. */
  private static final String WITHOUT_STATISTICS = "data";

  private FileSettings() {}

  static ParquetConfiguration configuration() {
    var configuration = new PlainParquetConfiguration();
    configuration.set("parquet.compression.codec.zstd.level", "1");
    return configuration;
  }

  static ParquetProperties properties() {
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withPageSize(PAGE_BYTES)
            .withStatisticsEnabled(WITHOUT_STATISTICS, false)
            .withSizeStatisticsEnabled(false);
    UNIQUE.forEach(column -> properties.withDictionaryEncoding(column, false));
    return properties.build();
  }

  /** The same for the library's own writer of records, which Penstock's files are held against. */
  public static void set(ParquetWriter.Builder<?, ?> writer) {
    writer.withConf(configuration());
    writer.withCompressionCodec(COMPRESSION);
    writer.withRowGroupSize(ROW_GROUP_BYTES);
    writer.withPageSize(PAGE_BYTES);
    UNIQUE.forEach(column -> writer.withDictionaryEncoding(column, false));
    writer.withStatisticsEnabled(WITHOUT_STATISTICS, false);
    writer.withSizeStatisticsEnabled(false);
  }
}
