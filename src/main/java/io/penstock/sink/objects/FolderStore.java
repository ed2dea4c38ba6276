package io.penstock.sink.objects;

import io.penstock.sink.Outcome.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A folder of this machine whose files are the objects. What is answered as kept is on disk. The
 * file system needs hard links, which say of several writers who was first. Keeps no notes.
 */
public final class FolderStore implements ObjectStore {
  /** Files are written here, and have their name once they are whole. */
  private static final String UNFINISHED = ".unfinished";

  /** Longer than anybody writes one. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;

  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @FunctionalInterface
  private interface Io<T> {
    T run() throws IOException;
  }

  /** A child of a folder; a folder's name ends with a slash, so that names are in their order. */
  private record Child(String name, Path path) {}

  @Override
  public boolean create(String name, byte[] body, Map<String, String> notes) throws StoreTrouble {
    refuse(notes);
    return asked(() -> createWhole(fileOf(name), body));
  }

  private static void refuse(Map<String, String> notes) {
    if (!notes.isEmpty()) {
      throw new IllegalArgumentException("a folder keeps no notes");
    }
  }

  private boolean createWhole(Path file, byte[] body) throws IOException {
    Path whole = written(body);
    try {
      Path folder = folderOf(file);
      Files.createLink(file, whole);
      force(folder);
      return true;
    } catch (FileAlreadyExistsException there) {
      return false;
    } catch (UnsupportedOperationException unfit) {
      throw new IOException("the file system has no hard links", unfit);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  @Override
  public void replace(String name, byte[] body) throws StoreTrouble {
    asked(
        () -> {
          Path file = fileOf(name);
          Path whole = written(body);
          Path folder = folderOf(file);
          Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
          force(folder);
          return file;
        });
  }

  private Path written(byte[] body) throws IOException {
    Path folder = root.resolve(UNFINISHED);
    Files.createDirectories(folder);
    Path file = folder.resolve(UUID.randomUUID().toString());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return file;
    } catch (IOException fault) {
      Files.deleteIfExists(file);
      throw fault;
    }
  }

  /** Made where it is missing. */
  private Path folderOf(Path file) throws IOException {
    return Files.createDirectories(Objects.requireNonNullElse(file.getParent(), root));
  }

  /** A name is on disk only once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes what writers have left behind that were killed long ago. */
  public void sweep(Instant now) throws StoreTrouble {
    Path folder = root.resolve(UNFINISHED);
    asked(
        () -> {
          for (Child child : children(folder)) {
            if (Files.getLastModifiedTime(child.path())
                .toInstant()
                .isBefore(now.minus(ABANDONED))) {
              Files.deleteIfExists(child.path());
            }
          }
          return folder;
        });
  }

  @Override
  public Optional<Map<String, String>> notes(String name) throws StoreTrouble {
    return look(name).map(listed -> Map.of());
  }

  @Override
  public Optional<Listed> look(String name) throws StoreTrouble {
    return asked(() -> listed(name, fileOf(name)));
  }

  private static Optional<Listed> listed(String name, Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(
              new Listed(name, attributes.size(), attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws StoreTrouble {
    return asked(
        () -> {
          try (FileChannel channel = FileChannel.open(fileOf(name), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
              count = channel.read(bytes, from + bytes.position());
            }
            return bytes.hasRemaining()
                ? Arrays.copyOf(bytes.array(), bytes.position())
                : bytes.array();
          }
        });
  }

  @Override
  public void list(String prefix, String after, Predicate<Listed> each) throws StoreTrouble {
    int slash = prefix.lastIndexOf('/');
    String folder = prefix.substring(0, slash + 1);
    asked(() -> list(folder, prefix, after, each));
  }

  /** Goes only into folders in which there may be something that is wanted. */
  private boolean list(String folder, String prefix, String after, Predicate<Listed> each)
      throws IOException {
    for (Child child : children(folder.isEmpty() ? root : fileOf(folder))) {
      String name = folder + child.name();
      boolean isFolder = name.endsWith("/");
      boolean isWanted =
          (name.startsWith(prefix) || (isFolder && prefix.startsWith(name)))
              && (compare(name, after) > 0 || (isFolder && after.startsWith(name)));
      if (isWanted && !show(child, name, isFolder, prefix, after, each)) {
        return false;
      }
    }
    return true;
  }

  private boolean show(
      Child child,
      String name,
      boolean isFolder,
      String prefix,
      String after,
      Predicate<Listed> each)
      throws IOException {
    return isFolder
        ? list(name, prefix, after, each)
        : listed(name, child.path()).map(each::test).orElse(true);
  }

  private List<Child> children(Path folder) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        if (!name.equals(UNFINISHED)) {
          children.add(new Child(Files.isDirectory(path) ? name + "/" : name, path));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return List.of();
    }
    children.sort(Comparator.comparing(Child::name, FolderStore::compare));
    return children;
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void copy(String name, String to, Optional<String> storageClass) throws StoreTrouble {
    byte[] body = asked(() -> Files.readAllBytes(fileOf(name)));
    replace(to, body);
  }

  @Override
  public void delete(String name) throws StoreTrouble {
    asked(() -> Files.deleteIfExists(fileOf(name)));
  }

  private Path fileOf(String name) throws IOException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root)) {
      throw new IOException(name + " is outside of the folder");
    }
    return file;
  }

  private <T> T asked(Io<T> call) throws StoreTrouble {
    try {
      return call.run();
    } catch (StoreTrouble trouble) {
      throw trouble;
    } catch (IOException fault) {
      throw trouble(fault);
    }
  }

  private StoreTrouble trouble(IOException fault) {
    Cause cause =
        switch (fault) {
          case AccessDeniedException denied -> Cause.ACCESS;
          case NoSuchFileException gone -> Cause.SCHEMA;
          default -> Cause.CAPACITY;
        };
    return new StoreTrouble(
        cause,
        "folder %s: %s %s".formatted(root, fault.getClass().getSimpleName(), fault.getMessage()),
        fault);
  }

  @Override
  public void close() {}
}
