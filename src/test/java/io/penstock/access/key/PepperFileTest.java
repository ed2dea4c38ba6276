package io.penstock.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperFileTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndForTheNodeAlone() throws IOException {
    Path dataDir = folder.resolve("data");

    Secret pepper = PepperFile.in(dataDir);

    assertThat(pepper.reveal()).matches("[0-9a-f]{64}");
    assertThat(PepperFile.in(dataDir)).isEqualTo(pepper);
    assertThat(PepperFile.in(folder.resolve("other"))).isNotEqualTo(pepper);
    assertThat(Files.getPosixFilePermissions(dataDir.resolve("access-pepper")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void isNotTakenWhereItWasCutShort() throws IOException {
    Path file = Files.writeString(folder.resolve("access-pepper"), "");

    assertThatThrownBy(() -> PepperFile.in(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the pepper of keys, " + file + ", is damaged: ");
  }

  @Test
  void saysSoWhereItCannotBe() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "a file");

    assertThatThrownBy(() -> PepperFile.in(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the pepper of keys, " + file.resolve("access-pepper") + ": ");
  }
}
