package io.penstock.sink.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.replay.CreateCheckpointIterator;
import io.delta.kernel.utils.CloseableIterator;
import io.penstock.sink.objects.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes files of a table that are in it no more, and those that were written and never became
 * part of it; none that is young, and none that an older version has that is not old enough. Native
 * calls.
 */
final class Vacuum {
  /** What one step looks at; their names are kept in memory. */
  private static final int FILES_MAX = 20_000;

  private static final int ADD = SingleAction.CHECKPOINT_SCHEMA.indexOf("add");
  private static final int REMOVE = SingleAction.CHECKPOINT_SCHEMA.indexOf("remove");

  private final ObjectStore store;
  private final Engine engine;
  private final String folder;
  private final Duration after;
  private String cursor = "";

  /** Of a table whose files have names that begin so. */
  Vacuum(ObjectStore store, Engine engine, String folder, Duration after) {
    this.store = store;
    this.engine = engine;
    this.folder = folder;
    this.after = after;
  }

  /** Looks at some files; says how many it deleted, or nothing when all were looked at. */
  Optional<Integer> step(Snapshot snapshot, Instant now) throws IOException {
    Instant before = now.minus(after);
    Set<String> unused = old(before);
    boolean isLast = unused.size() < FILES_MAX;
    spareThoseIn(snapshot, before, unused);
    for (String name : unused) {
      store.delete(name);
    }
    if (isLast) {
      cursor = "";
    }
    return isLast && unused.isEmpty() ? Optional.empty() : Optional.of(unused.size());
  }

  private Set<String> old(Instant before) throws IOException {
    Set<String> old = new HashSet<>();
    store.list(
        folder,
        cursor,
        listed -> {
          cursor = listed.name();
          if (isOfRows(listed.name()) && listed.changedAt().isBefore(before)) {
            old.add(listed.name());
          }
          return old.size() < FILES_MAX;
        });
    return old;
  }

  /** The log, and what else others keep beside rows, has names that begin with such signs. */
  private boolean isOfRows(String name) {
    String within = "/" + name.substring(folder.length());
    return name.endsWith(".parquet") && !within.contains("/_") && !within.contains("/.");
  }

  /** A checkpoint would have the files of the table, and those that left it not long ago. */
  private void spareThoseIn(Snapshot snapshot, Instant before, Set<String> names)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    try (var all =
        new CreateCheckpointIterator(engine, snapshot.getLogSegment(), before.toEpochMilli())) {
      while (all.hasNext()) {
        spare(all.next(), names);
      }
    }
  }

  private void spare(FilteredColumnarBatch batch, Set<String> names) throws IOException {
    try (CloseableIterator<Row> rows = batch.getRows()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        spare(row, ADD, names);
        spare(row, REMOVE, names);
      }
    }
  }

  private void spare(Row row, int action, Set<String> names) {
    if (!row.isNullAt(action)) {
      Row file = row.getStruct(action);
      names.remove(nameOf(file.getString(file.getSchema().indexOf("path"))));
    }
  }

  /** Paths are relative to the table, and escaped. */
  private String nameOf(String path) {
    URI uri = URI.create(path);
    String decoded = uri.getPath() == null ? path : uri.getPath();
    return uri.isAbsolute() ? decoded.substring(1) : folder + decoded;
  }
}
