package io.penstock.sink.s3;

import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import java.util.List;

/** A batch as files: one for each hour that its events are of. */
record ObjectFiles(Batch batch, List<SetAside> setAside, List<ObjectFile> files)
    implements Encoded {}
