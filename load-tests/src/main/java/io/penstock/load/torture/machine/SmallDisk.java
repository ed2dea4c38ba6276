package io.penstock.load.torture.machine;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of 64 MB that can be full: a tmpfs, so whoever mounts it has to be root. */
public final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "64m";
  private static final int PIECE_BYTES = 1 << 16;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mount() {
    try {
      Path folder = Files.createTempDirectory("penstock-torture-");
      execute(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()));
      return new SmallDisk(folder);
    } catch (IOException fault) {
      throw new BenchFault("no folder for a small disk", fault);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Nothing more can be written. */
  public void fill() {
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (true) {
        filler.write(piece);
      }
    } catch (IOException full) {
      return;
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException fault) {
      throw new BenchFault("the small disk cannot be freed", fault);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static void execute(List<String> command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new BenchFault(String.join(" ", command) + " needs root");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while a disk is mounted");
    }
  }

  @Override
  public void close() {
    try {
      execute(List.of("umount", "-l", folder.toString()));
      Files.delete(folder);
    } catch (IOException fault) {
      throw new BenchFault("the small disk cannot be taken away", fault);
    }
  }
}
