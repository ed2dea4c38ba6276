package io.penstock.spool.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else works in the folder. */
public final class FolderHeld extends IOException {
  FolderHeld(Path folder) {
    super(folder + " is held by another process, which may be a node that runs");
  }
}
