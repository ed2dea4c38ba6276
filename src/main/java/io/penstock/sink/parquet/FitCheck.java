package io.penstock.sink.parquet;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.Row;
import io.penstock.sink.SetAside;
import io.penstock.sink.parquet.EventColumn.Source;
import java.util.ArrayList;
import java.util.List;

/** Tells which events do not fit their columns. One thread at a time. */
public final class FitCheck {
  /** Nothing that is asked for here depends on an event's bytes. */
  private static final long NO_HASH = 0;

  private final List<EventColumn> uncertain;

  /** Only a column that somebody has added, or has changed, may have a value that does not fit. */
  public FitCheck(List<EventColumn> columns) {
    this.uncertain =
        columns.stream().filter(column -> column.source() instanceof Source.OfField).toList();
  }

  /** In the order of the batch. */
  public List<SetAside> unfit(Batch batch) {
    List<SetAside> unfit = new ArrayList<>();
    if (!uncertain.isEmpty()) {
      var reader = new RowReader(uncertain, batch.topic(), batch.partition());
      for (Event event : batch.events()) {
        try {
          reader.read(new Row(event, NO_HASH));
        } catch (Misfit misfit) {
          unfit.add(misfit.asSetAside());
        }
      }
    }
    return unfit;
  }
}
