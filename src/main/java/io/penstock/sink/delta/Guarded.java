package io.penstock.sink.delta;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;

/**
 * Kernel's own engine, which closes a file orderly also where what was to be written to it broke
 * off: a checkpoint would lack files, and look whole. Here it is only kept once all was written.
 */
final class Guarded extends DefaultEngine {
  private final DeltaFiles files;

  Guarded(DeltaFiles files) {
    super(files);
    this.files = files;
  }

  @Override
  public ParquetHandler getParquetHandler() {
    return new DefaultParquetHandler(files) {
      @Override
      public void writeParquetFileAtomically(
          String path, CloseableIterator<FilteredColumnarBatch> data) throws IOException {
        var watched = new Watched(data);
        new DefaultParquetHandler(files.onlyIf(() -> watched.isWhole))
            .writeParquetFileAtomically(path, watched);
      }
    };
  }

  /** Knows whether it has come to its end. */
  private static final class Watched implements CloseableIterator<FilteredColumnarBatch> {
    private final CloseableIterator<FilteredColumnarBatch> batches;
    private boolean isWhole;

    Watched(CloseableIterator<FilteredColumnarBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      boolean hasMore = batches.hasNext();
      isWhole = !hasMore;
      return hasMore;
    }

    @Override
    public FilteredColumnarBatch next() {
      return batches.next();
    }

    @Override
    public void close() throws IOException {
      batches.close();
    }
  }
}
