package io.penstock.simulation;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk before and after whose every change the node may die.
 *
 * @param forces whether it does what it says it has done, which a mutant's does not
 */
record LivelyDisk(Disk disk, Life life, boolean forces) implements Disk {
  /** What a disk does. */
  private interface Act {
    void run() throws IOException;
  }

  private void change(Act act) throws IOException {
    life.goesOn();
    act.run();
    life.goesOn();
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public List<String> namesBelow(String folder) throws IOException {
    return disk.namesBelow(folder);
  }

  @Override
  public long size(String name) throws IOException {
    return disk.size(name);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    life.goesOn();
    return new LivelyFile(disk.create(name));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new LivelyFile(disk.open(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change(() -> disk.rename(from, to));
  }

  @Override
  public void link(String name, String second) throws IOException {
    change(() -> disk.link(name, second));
  }

  @Override
  public void delete(String name) throws IOException {
    change(() -> disk.delete(name));
  }

  @Override
  public void forceNames() throws IOException {
    change(forces ? disk::forceNames : () -> {});
  }

  private final class LivelyFile implements DiskFile {
    private final DiskFile file;

    LivelyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      file.read(into, position);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      change(() -> file.write(bytes, position));
    }

    @Override
    public void truncate(long size) throws IOException {
      change(() -> file.truncate(size));
    }

    @Override
    public void force() throws IOException {
      change(forces ? file::force : () -> {});
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
