package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.spool.disk.FileDisk;
import io.penstock.spool.disk.FolderHeld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool in a real folder. */
class FileDiskTest {
  private static final SpoolConfig CONFIG = new SpoolConfig("spool", 1 << 20, 64 << 10);

  @TempDir private Path folder;

  @Test
  void givesBackAfterARestartWhatWasKept() throws IOException {
    try (FileDisk disk = FileDisk.hold(spoolFolder())) {
      Spool spool = open(disk);
      for (int i = 0; i < 100; i++) {
        append(spool, i, 3_000);
      }
      spool.commit();
      spool.close();
    }

    try (FileDisk disk = FileDisk.hold(spoolFolder())) {
      Spool spool = open(disk);
      for (int i = 0; i < 100; i++) {
        assertThat(spool.read().orElseThrow().payload().getInt(0)).isEqualTo(i);
      }
      spool.save();
      spool.leaveSegmentIfDrained();
      spool.save();
      spool.close();
    }
    assertThat(files()).containsExactlyInAnyOrder("lock", "position", "tally");
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    try (FileDisk disk = FileDisk.hold(spoolFolder())) {
      Spool spool = open(disk);
      append(spool, 1, 10);
      spool.commit();
      spool.read();
      spool.save();
      spool.close();
    }

    assertThat(permissions(spoolFolder())).isEqualTo("rwx------");
    assertThat(files()).hasSize(4);
    for (String file : files()) {
      assertThat(permissions(spoolFolder().resolve(file))).as(file).isEqualTo("rw-------");
    }
  }

  @Test
  void onlyOneMayHoldIt() throws IOException {
    try (FileDisk disk = FileDisk.hold(spoolFolder())) {
      assertThatThrownBy(() -> FileDisk.hold(spoolFolder()))
          .isInstanceOf(FolderHeld.class)
          .hasMessage(spoolFolder() + " is held by another process, which may be a node that runs");
      assertThat(FileDisk.at(spoolFolder()).names()).containsExactlyElementsOf(disk.names());
    }
    FileDisk.hold(spoolFolder()).close();
  }

  private static Spool open(FileDisk disk) throws IOException {
    return Spool.open(disk, CONFIG, new SplittableRandom(3), loss -> {});
  }

  private static void append(Spool spool, int number, int bytes) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(Frame.BYTES + bytes);
    entry.putInt(Frame.BYTES, number);
    assertThat(spool.append(entry, 1)).isInstanceOf(Appended.At.class);
  }

  private Path spoolFolder() {
    return folder.resolve("spool");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(spoolFolder())) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
