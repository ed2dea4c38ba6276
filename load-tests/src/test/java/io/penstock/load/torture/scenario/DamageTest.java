package io.penstock.load.torture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
  @TempDir private Path spool;

  @BeforeEach
  void fill() throws IOException {
    Files.write(spool.resolve("1.segment"), new byte[5_000]);
    Files.write(spool.resolve("2.segment"), new byte[7_000]);
    Files.write(spool.resolve("position"), new byte[20]);
    Files.write(spool.resolve("lock"), new byte[0]);
  }

  private String contents() throws IOException {
    var contents = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        contents.put(String.valueOf(file.getFileName()), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void changesSomethingAndNeverTheLock(long seed) throws IOException {
    String before = contents();

    String said = new Damage(spool, new SplittableRandom(seed)).next();

    assertThat(contents()).as(said).isNotEqualTo(before);
    assertThat(spool.resolve("lock")).isEmptyFile();
  }

  @Test
  void doesTheSameWithTheSameSeed() throws IOException {
    String first = new Damage(spool, new SplittableRandom(7)).next();
    fill();

    assertThat(new Damage(spool, new SplittableRandom(7)).next()).isEqualTo(first);
  }
}
