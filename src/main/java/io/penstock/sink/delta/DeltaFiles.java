package io.penstock.sink.delta;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.objects.ObjectStore.Listed;
import io.penstock.sink.objects.StoreTrouble;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets Delta Kernel read and write in a store. To Kernel an object is {@code delta:/} and its name;
 * there are no folders.
 */
final class DeltaFiles implements FileIO {
  static final String ROOT = "delta:/";

  /** How files are compressed that Kernel itself writes: checkpoints. */
  private static final Map<String, String> SETTINGS = Map.of("parquet.compression", "zstd");

  private final ObjectStore store;
  private final BooleanSupplier mayKeep;

  DeltaFiles(ObjectStore store) {
    this(store, () -> true);
  }

  /**
   * @param mayKeep asked when a stream of bytes was closed: whether they are a whole file
   */
  DeltaFiles(ObjectStore store, BooleanSupplier mayKeep) {
    this.store = store;
    this.mayKeep = mayKeep;
  }

  /** The same store, for files that may turn out to be not whole. */
  DeltaFiles onlyIf(BooleanSupplier whole) {
    return new DeltaFiles(store, whole);
  }

  static String pathOf(String name) {
    return ROOT + name;
  }

  static String nameOf(String path) throws IOException {
    if (!path.startsWith(ROOT)) {
      throw new IOException(path + " is outside of the folder of the tables");
    }
    return path.substring(ROOT.length());
  }

  private static FileStatus status(Listed listed) {
    return FileStatus.of(pathOf(listed.name()), listed.bytes(), listed.changedAt().toEpochMilli());
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    String first = nameOf(path);
    int folder = first.lastIndexOf('/') + 1;
    List<FileStatus> files = new ArrayList<>();
    store.list(
        first.substring(0, folder),
        justBefore(first),
        listed -> {
          if (listed.name().indexOf('/', folder) < 0 && listed.name().compareTo(first) >= 0) {
            files.add(status(listed));
          }
          return true;
        });
    return Utils.toCloseableIterator(files.iterator());
  }

  /** Stores list only what is behind a name. */
  private static String justBefore(String name) {
    int last = name.length() - 1;
    return name.substring(0, last) + (char) (name.charAt(last) - 1);
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return status(
        store.look(nameOf(path)).orElseThrow(() -> new FileNotFoundException(path + " is gone")));
  }

  @Override
  public String resolvePath(String path) {
    return path;
  }

  @Override
  public boolean mkdirs(String path) {
    return true;
  }

  @Override
  public InputFile newInputFile(String path, long size) {
    return new InputFile() {
      @Override
      public long length() throws IOException {
        return size > 0 ? size : getFileStatus(path).getSize();
      }

      @Override
      public String path() {
        return path;
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return new ObjectStream(store, nameOf(path), length());
      }
    };
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new OutputFile() {
      @Override
      public String path() {
        return path;
      }

      @Override
      public PositionOutputStream create(boolean atomic) {
        return new Output(path);
      }

      @Override
      public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
          throws IOException {
        write(nameOf(path), joined(lines), overwrite);
      }
    };
  }

  private static byte[] joined(CloseableIterator<String> lines) throws IOException {
    var body = new ByteArrayOutputStream();
    try (lines) {
      while (lines.hasNext()) {
        body.writeBytes(lines.next().getBytes(StandardCharsets.UTF_8));
        body.write('\n');
      }
    }
    return body.toByteArray();
  }

  private void write(String name, byte[] body, boolean overwrite) throws IOException {
    try {
      if (overwrite) {
        store.replace(name, body);
      } else if (!create(name, body)) {
        throw new FileAlreadyExistsException(name);
      }
    } catch (StoreTrouble trouble) {
      // Kernel would try at once what fails otherwise, again and again.
      throw new StoreAway(trouble);
    }
  }

  /**
   * Whether the file has these bytes afterwards. Where the answer was lost, what is there by now
   * tells; a second request can only find the first one's file, or make it.
   */
  private boolean create(String name, byte[] body) throws StoreTrouble {
    try {
      return store.create(name, body, Map.of()) || holds(name, body);
    } catch (StoreTrouble unanswered) {
      if (holds(name, body)) {
        return true;
      }
      if (unanswered.outcome().cause() != Cause.CAPACITY) {
        throw unanswered;
      }
      return store.create(name, body, Map.of()) || holds(name, body);
    }
  }

  private boolean holds(String name, byte[] body) throws StoreTrouble {
    Optional<Listed> there = store.look(name).filter(it -> it.bytes() == body.length);
    return there.isPresent() && Arrays.equals(store.read(name, 0, body.length), body);
  }

  @Override
  public boolean delete(String path) throws IOException {
    store.delete(nameOf(path));
    return true;
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.ofNullable(SETTINGS.get(key));
  }

  @Override
  public void copyFileAtomically(String from, String to, boolean overwrite) throws IOException {
    byte[] body = store.read(nameOf(from), 0, Math.toIntExact(getFileStatus(from).getSize()));
    write(nameOf(to), body, overwrite);
  }

  /** Keeps what was written when it is closed, whole or not at all. */
  private final class Output extends PositionOutputStream {
    private final String path;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    private boolean isClosed;

    Output(String path) {
      this.path = path;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!isClosed) {
        isClosed = true;
        if (!mayKeep.getAsBoolean()) {
          throw new IOException(path + " was not written to its end");
        }
        DeltaFiles.this.write(nameOf(path), bytes.toByteArray(), false);
      }
    }
  }
}
