package io.penstock.sink.s3;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Row;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.Misfit;
import io.penstock.sink.s3.Hours.Hour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes files of the events of one stream. The same events give files of the same names, whoever
 * makes them. One thread at a time.
 */
final class FileMaker {
  private final FileFormat format;
  private final List<EventColumn> columns;
  private final Hours hours;
  private final ContentHash hash = new ContentHash();

  FileMaker(FileFormat format, List<EventColumn> columns, Hours hours) {
    this.format = format;
    this.columns = columns;
    this.hours = hours;
  }

  /** Those that are in one file each. The first hour has room for all, as all may be of one. */
  Map<Hour, List<Event>> byHour(List<Event> events) {
    Map<Hour, List<Event>> byHour = new LinkedHashMap<>();
    Hour hour = null;
    List<Event> sameHour = new ArrayList<>();
    for (Event event : events) {
      if (hour == null || !hours.isOf(event, hour)) {
        hour = hours.of(event);
        boolean isFirst = byHour.isEmpty();
        sameHour =
            byHour.computeIfAbsent(
                hour, _ -> isFirst ? new ArrayList<>(events.size()) : new ArrayList<>());
      }
      sameHour.add(event);
    }
    return byHour;
  }

  /** The file of an hour, of events that fit. */
  ObjectFile file(Hour hour, List<Event> events, Batch batch) throws Misfit {
    EventFile file = format.begin(columns, batch.topic(), batch.partition());
    long digest = 0;
    for (Event event : events) {
      var row = new Row(event, hash.of(event.data()));
      digest = digest * 31 + (row.contentHash() ^ event.receivedAtMicros());
      file.add(row);
    }
    String name =
        "%s%s+%d+%d-%d"
            .formatted(
                hours.folderOf(hour),
                batch.topic(),
                batch.partition(),
                batch.first(),
                batch.next() - 1);
    return new ObjectFile(name, format.extension(), file.finish(), "%016x".formatted(digest));
  }
}
