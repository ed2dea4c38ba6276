package io.penstock.sink.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {
  @TempDir private Path folder;

  @Override
  protected ObjectStore open() {
    return new FolderStore(folder);
  }

  @Override
  protected boolean keepsNotes() {
    return false;
  }

  @Test
  void nothingUnfinishedIsLeftBehind() throws Exception {
    try (ObjectStore store = open()) {
      store.create("a", new byte[1], Map.of());
      store.create("a", new byte[1], Map.of());
      store.replace("a", new byte[2]);
    }

    assertThat(folder.resolve(".unfinished")).isEmptyDirectory();
  }

  @Test
  void whatAKilledWriterLeftIsSweptAwayInTime() throws IOException {
    Path unfinished = Files.createDirectories(folder.resolve(".unfinished"));
    Path old = Files.writeString(unfinished.resolve("old"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path young = Files.writeString(unfinished.resolve("young"), "x");

    new FolderStore(folder).sweep(Instant.now());

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void namesStayInTheFolder() {
    assertThatThrownBy(() -> new FolderStore(folder).create("../a", new byte[1], Map.of()))
        .isInstanceOf(StoreTrouble.class)
        .hasMessageContaining("../a is outside of the folder");
  }
}
