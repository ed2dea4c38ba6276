package io.penstock.sink;

import java.util.List;

/** A batch in the destination's own types; each sink has its own record for it. */
public interface Encoded {
  Batch batch();

  /** Events that do not fit the destination, found before anything was written. */
  List<SetAside> setAside();
}
