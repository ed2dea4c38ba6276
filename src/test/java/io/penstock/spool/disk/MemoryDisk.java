package io.penstock.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that forgets at a power cut what was not forced, fails when it is told to, and can be
 * damaged. The same seed makes the same disk. Not for several threads at once.
 */
public final class MemoryDisk implements Disk {
  /** What can be told to fail. */
  public enum Step {
    CREATE,
    WRITE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_NAMES
  }

  private final RandomGenerator random;
  private final Set<Step> failing = EnumSet.noneOf(Step.class);
  private final Set<Step> failingOnce = EnumSet.noneOf(Step.class);
  private Map<String, MemoryFile> names = new TreeMap<>();

  /** The names after each change since they were forced; the first is what is on the disk. */
  private final List<Map<String, MemoryFile>> unforced = new ArrayList<>();

  private long bytesMax = Long.MAX_VALUE;
  private int life;

  public MemoryDisk(RandomGenerator random) {
    this.random = random;
    unforced.add(Map.of());
  }

  /** The next such step fails, and only that. */
  public void failOnce(Step step) {
    failingOnce.add(step);
  }

  /** Every such step fails until {@link #heal}. */
  public void fail(Step step) {
    failing.add(step);
  }

  public void heal() {
    failing.clear();
    failingOnce.clear();
    bytesMax = Long.MAX_VALUE;
  }

  /** From now on nothing more fits than so many bytes. */
  public void limit(long bytes) {
    bytesMax = bytes;
  }

  /** The process is gone, and what it had open; everything it wrote is there. */
  public void kill() {
    life++;
    failingOnce.clear();
  }

  /** The power is gone: of what was not forced, nobody knows what is there. */
  public void cutPower() {
    kill();
    names = new TreeMap<>(unforced.get(random.nextInt(unforced.size())));
    new java.util.LinkedHashSet<>(names.values()).forEach(file -> file.forget(random));
    forced();
  }

  private void forced() {
    unforced.clear();
    unforced.add(Map.copyOf(names));
  }

  private void changed() {
    unforced.add(Map.copyOf(names));
  }

  private void step(Step step) throws IOException {
    if (failing.contains(step) || failingOnce.remove(step)) {
      throw new IOException("told to fail at " + step);
    }
  }

  private MemoryFile file(String name) throws IOException {
    MemoryFile file = names.get(name);
    if (file == null) {
      throw new java.nio.file.NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public List<String> names() {
    return names.keySet().stream().filter(name -> name.indexOf('/') < 0).toList();
  }

  @Override
  public List<String> namesBelow(String folder) {
    return names.keySet().stream().filter(name -> name.startsWith(folder + "/")).toList();
  }

  @Override
  public long size(String name) throws IOException {
    return file(name).bytes().length;
  }

  @Override
  public DiskFile create(String name) throws IOException {
    step(Step.CREATE);
    if (names.containsKey(name)) {
      throw new java.nio.file.FileAlreadyExistsException(name);
    }
    names.put(name, new MemoryFile());
    changed();
    return open(name);
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new Handle(file(name), life);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step(Step.RENAME);
    names.put(to, file(from));
    names.remove(from);
    changed();
  }

  @Override
  public void link(String name, String second) throws IOException {
    names.put(second, file(name));
    changed();
  }

  @Override
  public void delete(String name) throws IOException {
    step(Step.DELETE);
    if (names.remove(name) != null) {
      changed();
    }
  }

  @Override
  public void forceNames() throws IOException {
    step(Step.FORCE_NAMES);
    forced();
  }

  /** What the file holds now; empty where there is none. */
  public byte[] content(String name) {
    MemoryFile file = names.get(name);
    return file == null ? new byte[0] : file.bytes().clone();
  }

  public boolean has(String name) {
    return names.containsKey(name);
  }

  /** Puts a file there, as somebody else would; it needs no force. */
  public void put(String name, byte[] content) {
    var file = new MemoryFile();
    file.become(content.clone());
    names.put(name, file);
    unforced.replaceAll(
        before -> {
          Map<String, MemoryFile> after = new TreeMap<>(before);
          after.put(name, file);
          return after;
        });
  }

  /** The file is no longer there, and no power cut brings it back. */
  public void remove(String name) {
    names.remove(name);
    unforced.replaceAll(
        before -> {
          Map<String, MemoryFile> after = new TreeMap<>(before);
          after.remove(name);
          return after;
        });
  }

  /** Turns one bit over, on the disk itself. */
  public void flip(String name, long bit) {
    byte[] bytes = existing(name).bytes().clone();
    bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
    existing(name).become(bytes);
  }

  /** Cuts the file off, on the disk itself. */
  public void truncate(String name, int size) {
    existing(name).become(java.util.Arrays.copyOf(existing(name).bytes(), size));
  }

  private MemoryFile existing(String name) {
    MemoryFile file = names.get(name);
    if (file == null) {
      throw new NoSuchElementException(name);
    }
    return file;
  }

  private long bytes() {
    return names.values().stream().distinct().mapToLong(file -> file.bytes().length).sum();
  }

  private final class Handle implements DiskFile {
    private final MemoryFile file;
    private final int openedIn;

    Handle(MemoryFile file, int openedIn) {
      this.file = file;
      this.openedIn = openedIn;
    }

    private void check() throws IOException {
      if (openedIn != life) {
        throw new IOException("the process that opened this is gone");
      }
    }

    @Override
    public long size() throws IOException {
      check();
      return file.bytes().length;
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      check();
      byte[] bytes = file.bytes();
      int from = (int) Math.min(position, bytes.length);
      into.put(bytes, from, Math.min(into.remaining(), bytes.length - from));
    }

    /** What fails has written a part. */
    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      check();
      byte[] written = new byte[from.remaining()];
      from.get(written);
      long end = position + written.length;
      long missing = bytes() + Math.max(0, end - file.bytes().length) - bytesMax;
      try {
        step(Step.WRITE);
      } catch (IOException fault) {
        file.write(java.util.Arrays.copyOf(written, random.nextInt(written.length)), position);
        throw fault;
      }
      boolean grows = end > file.bytes().length;
      int fitting =
          grows ? Math.clamp(written.length - missing, 0, written.length) : written.length;
      file.write(java.util.Arrays.copyOf(written, fitting), position);
      if (fitting < written.length) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      check();
      file.cut((int) size);
    }

    @Override
    public void force() throws IOException {
      check();
      try {
        step(Step.FORCE);
      } catch (IOException fault) {
        file.forceFailed();
        throw fault;
      }
      file.force();
    }

    @Override
    public void close() {}
  }
}
