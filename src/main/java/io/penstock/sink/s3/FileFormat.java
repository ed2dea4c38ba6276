package io.penstock.sink.s3;

import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.ParquetFile;
import java.util.List;

/** What files are written in. */
enum FileFormat {
  /** Columns with types, compressed with zstd. */
  PARQUET("parquet") {
    @Override
    EventFile begin(List<EventColumn> columns, String topic, int partition) {
      return new ParquetEvents(new ParquetFile(columns, topic, partition));
    }
  },
  /** A JSON object a line, compressed with gzip, which every tool reads. */
  NDJSON("ndjson.gz") {
    @Override
    EventFile begin(List<EventColumn> columns, String topic, int partition) {
      return new NdjsonEvents(topic, partition);
    }
  };

  private final String extension;

  FileFormat(String extension) {
    this.extension = extension;
  }

  /** What names of such files end with, behind the dot. */
  String extension() {
    return extension;
  }

  /** A new file for events of one partition. */
  abstract EventFile begin(List<EventColumn> columns, String topic, int partition);
}
