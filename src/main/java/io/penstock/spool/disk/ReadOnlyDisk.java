package io.penstock.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Another disk, which whoever looks at it through this one cannot change. */
public record ReadOnlyDisk(Disk disk) implements Disk {
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
  public DiskFile open(String name) throws IOException {
    return new ReadOnlyFile(disk.open(name));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    throw new IOException(name + " cannot be made: this is for looking only");
  }

  @Override
  public void rename(String from, String to) {}

  @Override
  public void link(String name, String second) {}

  @Override
  public void delete(String name) {}

  @Override
  public void forceNames() {}

  private record ReadOnlyFile(DiskFile file) implements DiskFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      file.read(into, position);
    }

    @Override
    public void write(ByteBuffer bytes, long position) {}

    @Override
    public void truncate(long size) {}

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
