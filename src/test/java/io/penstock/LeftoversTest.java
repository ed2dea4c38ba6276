package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void whatKilledNodesHaveUnpackedIsDeletedAndNothingElse() throws IOException {
    Path duckdb = file("libduckdb_java123.so", NOW.minusSeconds(400));
    Path lz4 = file("liblz4-java-123.so.lck", NOW.minusSeconds(400));
    Path somebodysOwn = file("libduckdb.so.txt", NOW.minusSeconds(400));
    Path aboutToBeLoaded = file("libduckdb_java456.so", NOW.minusSeconds(200));

    Leftovers.clear(folder, NOW);

    assertThat(duckdb).doesNotExist();
    assertThat(lz4).doesNotExist();
    assertThat(somebodysOwn).exists();
    assertThat(aboutToBeLoaded).exists();
  }

  @Test
  void aFolderThatIsNotThereIsNobodysFault() {
    Leftovers.clear(folder.resolve("none"), NOW);
  }

  private Path file(String name, Instant modified) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }
}
