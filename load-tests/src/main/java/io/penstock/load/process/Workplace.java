package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one bench run and every process started in it; closing it ends and removes both.
 */
public final class Workplace implements AutoCloseable {
  private final Path directory;
  private final Deque<ChildProcess> children = new ArrayDeque<>();
  private boolean closed;

  private Workplace(Path directory) {
    this.directory = directory;
  }

  /** Also closes by itself when the bench is interrupted: no process may outlive it. */
  public static Workplace open(Path parent) throws IOException {
    Files.createDirectories(parent);
    Workplace workplace = new Workplace(Files.createTempDirectory(parent, "load-tests-"));
    Runtime.getRuntime().addShutdownHook(new Thread(workplace::close, "workplace-end"));
    return workplace;
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  public synchronized ChildProcess start(
      String name, List<String> command, Map<String, String> environment) {
    if (closed) {
      throw new BenchFault("the bench is ending, so " + name + " is not started");
    }
    ChildProcess child = ChildProcess.start(name, file(name + ".log"), command, environment);
    children.push(child);
    return child;
  }

  /** What processes whose names begin so have said outlives the workplace there. */
  public void keepLogs(String names, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path log : files.filter(file -> isLogOf(names, file)).toList()) {
        Files.copy(log, folder.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isLogOf(String names, Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(names) && name.endsWith(".log");
  }

  /** The newest ends first: servers before the broker they write to. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!children.isEmpty()) {
      children.pop().close();
    }
    remove();
  }

  private void remove() {
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException fault)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
