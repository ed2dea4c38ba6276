package io.penstock.sink.s3;

import io.penstock.sink.Row;
import io.penstock.sink.parquet.Misfit;
import io.penstock.sink.parquet.ParquetFile;

/** A row for each event. */
record ParquetEvents(ParquetFile file) implements EventFile {
  @Override
  public void add(Row row) throws Misfit {
    file.add(row);
  }

  @Override
  public byte[] finish() {
    return file.finish();
  }
}
