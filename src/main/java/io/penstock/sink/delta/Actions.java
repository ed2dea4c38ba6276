package io.penstock.sink.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.utils.DataFileStatus;
import io.penstock.sink.delta.TableScan.ScanFile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a commit says of files. */
final class Actions {
  private Actions() {}

  /**
   * @param isChange whether rows come with it that were not in the table before
   */
  static Row add(DataFileStatus file, boolean isChange, Snapshot table) {
    AddFile add =
        AddFile.convertDataFileStatus(
            table.getSchema(),
            new Path(table.getPath()).toUri(),
            file,
            Map.of(),
            isChange,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return SingleAction.createAddFileSingleAction(add.toRow());
  }

  /**
   * @param isChange whether rows go with it
   */
  static Row remove(ScanFile file, boolean isChange, Instant now) {
    return SingleAction.createRemoveFileSingleAction(
        file.add().toRemoveFileRow(isChange, Optional.of(now.toEpochMilli())));
  }
}
