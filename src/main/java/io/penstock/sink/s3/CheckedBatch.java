package io.penstock.sink.s3;

import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import java.util.List;

/** A batch of which it is known what fits. Its files are made one by one, as they are sent. */
record CheckedBatch(Batch batch, List<SetAside> setAside) implements Encoded {}
