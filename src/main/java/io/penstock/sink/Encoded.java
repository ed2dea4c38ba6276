package io.penstock.sink;

import io.penstock.ledger.Checkpoint;
import java.util.List;

/** A batch in the destination's own types; each sink has its own record for it. */
public interface Encoded {
  Batch batch();

  /**
   * Events that do not fit the destination, found before anything was written, in the order of the
   * batch. They are dead letters by the time that the others are written.
   */
  List<SetAside> setAside();

  /** Where the sink stands once all is written, so many of which were there already. */
  default Checkpoint after(int repeated) {
    return batch().after(repeated, setAside().size());
  }
}
