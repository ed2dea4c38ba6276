package io.penstock.cluster;

import java.util.SortedSet;

/** The nodes that work together: this one, and those that it sees. */
public interface Cluster {
  /** What this node is called. */
  String self();

  /** The names of all nodes that are there now, as this one sees it. */
  SortedSet<String> nodes();

  /** What they know together under a name. */
  SharedMap map(String name);

  /** What they have seen together. */
  SharedSet set(String name);

  /** What they take from together. */
  SharedBuckets buckets(String name);
}
