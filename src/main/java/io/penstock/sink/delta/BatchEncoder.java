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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes files of batches. One thread at a time. */
final class BatchEncoder {
  private final ContentHash hash = new ContentHash();

  TableFile encode(Batch batch, List<EventColumn> columns, Keys keys) {
    var file = new ParquetFile(columns, batch.topic(), batch.partition());
    List<SetAside> aside = new ArrayList<>();
    Map<List<Object>, @Nullable Object[]> last = new LinkedHashMap<>();
    for (Event event : batch.events()) {
      try {
        add(file.read(new Row(event, hash.of(event.data()))), keys, last, file);
      } catch (Misfit misfit) {
        aside.add(misfit.asSetAside());
      }
    }
    last.values().forEach(file::add);
    return new TableFile(batch, aside, columns, keys, Set.copyOf(last.keySet()), dataOf(file));
  }

  /** Of several rows with one key the last stays. */
  private static void add(
      @Nullable Object[] row,
      Keys keys,
      Map<List<Object>, @Nullable Object[]> last,
      ParquetFile file) {
    Optional<List<Object>> key = keys.isNone() ? Optional.empty() : keys.of(row);
    if (key.isEmpty()) {
      file.add(row);
    } else {
      last.put(key.get(), row.clone());
    }
  }

  /** Finishes it. */
  static DataFile dataOf(ParquetFile file) {
    byte[] body = file.finish();
    return new DataFile(body, FileStats.of(file.rows(), file.stats()));
  }
}
