package io.penstock.spool.disk;

import java.io.IOException;
import java.util.List;

/**
 * The folder of a spool. A name is that of a file in it, or of one in a folder below with a slash
 * between. What was written is there after a power cut once it was forced: the bytes by {@link
 * DiskFile#force}, the names by {@link #forceNames}.
 */
public interface Disk {
  /** The names of the files in the folder itself, in no order. */
  List<String> names() throws IOException;

  /** Those in a folder below, as they are asked for; none where there is no such folder. */
  List<String> namesBelow(String folder) throws IOException;

  long size(String name) throws IOException;

  /** Makes a new file that only its owner may read, and the folder above it where it is missing. */
  DiskFile create(String name) throws IOException;

  DiskFile open(String name) throws IOException;

  /** In one step, also over a file that is there. */
  void rename(String from, String to) throws IOException;

  /** Gives a file a second name, which stays when the first is deleted. */
  void link(String name, String second) throws IOException;

  /** Nothing happens where it is not there. */
  void delete(String name) throws IOException;

  /** Returns when every name made, changed or deleted so far would outlive a power cut. */
  void forceNames() throws IOException;
}
