package io.penstock.sink.s3;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Row;
import io.penstock.sink.SetAside;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.Misfit;
import io.penstock.sink.s3.Hours.Hour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes files of the batches of one stream, one file at a time. One thread at a time. */
final class FileEncoder {
  private final FileFormat format;
  private final List<EventColumn> columns;
  private final Hours hours;
  private final ContentHash hash = new ContentHash();

  FileEncoder(FileFormat format, List<EventColumn> columns, Hours hours) {
    this.format = format;
    this.columns = columns;
    this.hours = hours;
  }

  /** The same events give files of the same names, whoever makes them. */
  ObjectFiles encode(Batch batch) {
    List<SetAside> aside = new ArrayList<>();
    List<ObjectFile> files = new ArrayList<>();
    byHour(batch.events())
        .forEach((hour, events) -> files.addAll(file(hour, events, batch, aside)));
    aside.sort(Comparator.comparingLong(SetAside::offset));
    return new ObjectFiles(batch, aside, files);
  }

  private Map<Hour, List<Event>> byHour(List<Event> events) {
    Map<Hour, List<Event>> byHour = new LinkedHashMap<>();
    for (Event event : events) {
      byHour.computeIfAbsent(hours.of(event), hour -> new ArrayList<>()).add(event);
    }
    return byHour;
  }

  private List<ObjectFile> file(Hour hour, List<Event> events, Batch batch, List<SetAside> aside) {
    EventFile file = format.begin(columns, batch.topic(), batch.partition());
    long digest = 0;
    int rows = 0;
    for (Event event : events) {
      var row = new Row(event, hash.of(event.data()));
      digest = digest * 31 + (row.contentHash() ^ event.receivedAtMicros());
      try {
        file.add(row);
        rows++;
      } catch (Misfit misfit) {
        aside.add(misfit.asSetAside());
      }
    }
    byte[] body = file.finish();
    return rows == 0 ? List.of() : List.of(named(hour, batch, body, digest));
  }

  private ObjectFile named(Hour hour, Batch batch, byte[] body, long digest) {
    return new ObjectFile(
        "%s%s+%d+%d-%d"
            .formatted(
                hours.folderOf(hour),
                batch.topic(),
                batch.partition(),
                batch.first(),
                batch.next() - 1),
        format.extension(),
        body,
        "%016x".formatted(digest));
  }
}
