package io.penstock.spool.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real folder. Nobody but its owner may read what it holds. */
public final class FileDisk implements Disk, AutoCloseable {
  private static final String LOCK = "lock";

  /** A write of more passes through a buffer outside the heap that is as large. */
  private static final int WRITE_BYTES_MAX = 1 << 20;

  private final Path folder;
  private @Nullable FileChannel lock;

  private FileDisk(Path folder) {
    this.folder = folder;
  }

  /** For reading, whoever else may be at work there. */
  public static FileDisk at(Path folder) {
    return new FileDisk(folder);
  }

  /**
   * For itself alone, until it is closed.
   *
   * @throws IOException also where another process holds the folder
   */
  public static FileDisk hold(Path folder) throws IOException {
    var disk = new FileDisk(folder);
    disk.makeFolder(folder);
    disk.lock();
    return disk;
  }

  private void lock() throws IOException {
    FileChannel channel = open(LOCK, Set.of(CREATE, WRITE));
    try {
      if (channel.tryLock() != null) {
        lock = channel;
        return;
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // the same as held by another
    }
    channel.close();
    throw new FolderHeld(folder);
  }

  private void makeFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, ownerOnly("rwx------"));
    }
  }

  private void makeFolderAbove(Path file) throws IOException {
    Path above = file.getParent();
    if (above != null) {
      makeFolder(above);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private FileChannel open(String name, Set<? extends OpenOption> options) throws IOException {
    return FileChannel.open(folder.resolve(name), options, ownerOnly("rw-------"));
  }

  @Override
  public List<String> names() throws IOException {
    return namesIn(folder, "");
  }

  @Override
  public List<String> namesBelow(String below) throws IOException {
    return namesIn(folder.resolve(below), below + "/");
  }

  private static List<String> namesIn(Path of, String prefix) throws IOException {
    if (!Files.isDirectory(of)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(of)) {
      return all.filter(Files::isRegularFile).map(file -> prefix + file.getFileName()).toList();
    }
  }

  @Override
  public long size(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    makeFolderAbove(folder.resolve(name));
    return new OpenFile(open(name, Set.of(CREATE_NEW, READ, WRITE)));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new OpenFile(open(name, Set.of(READ, WRITE)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void link(String name, String second) throws IOException {
    Path link = folder.resolve(second);
    makeFolderAbove(link);
    try {
      Files.createLink(link, folder.resolve(name));
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.copy(folder.resolve(name), link, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void forceNames() throws IOException {
    forceNames(folder);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path below : all.filter(Files::isDirectory).toList()) {
        forceNames(below);
      }
    }
  }

  private static void forceNames(Path of) throws IOException {
    try (FileChannel names = FileChannel.open(of, READ)) {
      names.force(true);
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private record OpenFile(FileChannel channel) implements DiskFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      int read = 0;
      for (long at = position; into.hasRemaining() && read >= 0; at += Math.max(0, read)) {
        read = channel.read(into, at);
      }
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      int end = bytes.limit();
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + WRITE_BYTES_MAX));
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    /** The size is forced with the bytes; when the file was changed is nobody's concern. */
    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
