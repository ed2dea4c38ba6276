package io.penstock.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.client.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path folder;

  @Test
  void saysThatAConfigurationCanBeUsed() throws IOException {
    Run run = check("duckdb");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("The configuration can be used: 1 stream(s), 1 sink(s).\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void saysEveryProblemAtOnce() throws IOException {
    Run run = check("duckdb, instances: 2, thread: 1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("penstock.yaml cannot be used, 2 problem(s):"))
        .contains("  sinks.lake.instances: must be 1, for one writer owns DuckDB's file")
        .anyMatch(line -> line.startsWith("  sinks.lake.thread: unknown key"));
  }

  private Run check(String sink) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("penstock.yaml"),
            """
            access: {key: k}
            streams: {orders: {}}
            sinks: {lake: {type: %s}}
            """
                .formatted(sink));
    return Run.of(new CheckCommand(), "--offline", "--config", file.toString());
  }
}
