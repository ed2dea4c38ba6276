package io.penstock.batch;

import java.util.List;

/** Where all the events of one request are, so that none of them can be lost. */
public sealed interface Keeping {
  /** The log has them, on every replica in sync. */
  record InLog(List<Place> places) implements Keeping {}

  /** This node's disk has them, until the log takes them. */
  record InSpool(SpoolPlace place) implements Keeping {}
}
