package io.penstock.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution that the tests run was warmed up when it was built. */
class WarmUpIT {
  private static final Path HOME = Path.of("target/penstock").toAbsolutePath();
  private static final String FROM_THE_CACHE = "source: shared objects file";

  @TempDir private Path folder;

  @Test
  void aServerTakesItsClassesFromTheCache() throws Exception {
    assertThat(ownClassesLoaded("")).isNotEmpty().allMatch(line -> line.contains(FROM_THE_CACHE));
  }

  /** Java passes over the cache; and nobody who starts a server has to hear of that. */
  @Test
  void aServerStartsWithoutAWordWhereTheCacheDoesNotFit() throws Exception {
    String otherObjects = "-XX:-UseCompactObjectHeaders";

    assertThat(ownClassesLoaded(otherObjects))
        .isNotEmpty()
        .noneMatch(line -> line.contains(FROM_THE_CACHE));
    assertThat(folder.resolve("said")).content().startsWith("Usage: penstock demo");
  }

  private List<String> ownClassesLoaded(String options) throws Exception {
    Path loaded = folder.resolve("loaded");
    run(options + " -Xlog:class+load=info:file=" + loaded);
    try (var lines = Files.lines(loaded)) {
      return lines.filter(line -> line.contains(" io.penstock.command.DemoCommand ")).toList();
    }
  }

  private void run(String options) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(HOME.resolve("bin/penstock").toString(), "demo", "--help")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("PENSTOCK_JAVA", System.getProperty("java.home"));
    builder.environment().put("PENSTOCK_OPTS", options);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
