package io.penstock.sink.delta;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Row;
import io.penstock.sink.SetAside;
import io.penstock.sink.delta.TableFile.DataFile;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.Misfit;
import io.penstock.sink.parquet.ParquetFile;
import java.util.ArrayList;
import java.util.List;

/** Makes files of batches. One thread at a time. */
final class BatchEncoder {
  private final ContentHash hash = new ContentHash();

  TableFile encode(Batch batch, List<EventColumn> columns) {
    var file = new ParquetFile(columns, batch.topic(), batch.partition());
    List<SetAside> aside = new ArrayList<>();
    for (Event event : batch.events()) {
      try {
        file.add(new Row(event, hash.of(event.data())));
      } catch (Misfit misfit) {
        aside.add(misfit.asSetAside());
      }
    }
    return new TableFile(batch, aside, columns, dataOf(file));
  }

  /** Finishes it. */
  static DataFile dataOf(ParquetFile file) {
    byte[] body = file.finish();
    return new DataFile(body, FileStats.of(file.rows(), file.stats()));
  }
}
