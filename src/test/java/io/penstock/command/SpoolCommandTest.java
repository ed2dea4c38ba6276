package io.penstock.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.log.produce.SpoolFixture;
import io.penstock.spool.Spool;
import io.penstock.spool.disk.FileDisk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool's commands, on the files that a node has left: three requests with four events. */
class SpoolCommandTest {
  @TempDir private Path home;
  private Path folder;

  @BeforeEach
  void fill() throws IOException {
    folder = home.resolve("spool");
    try (FileDisk disk = FileDisk.hold(folder)) {
      Spool spool = SpoolFixture.open(disk);
      SpoolFixture.keep(spool, "one", "[{\"id\":\"a\"},{\"id\":\"b\",\n\"v\":1}]");
      SpoolFixture.keep(spool, "two", "{\"id\":\"c\"}");
      SpoolFixture.keep(spool, "one", "{\"id\":\"ü\"}");
      spool.close();
    }
  }

  @Test
  void inspectSaysWhatWaits() {
    Run run = spool("inspect");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().map(String::strip))
        .contains("segment  bytes  entries  events waiting  lost")
        .anyMatch(line -> line.matches("1 +\\d+ +3 +4 +0"))
        .anyMatch(line -> line.matches("events that wait +4"));
  }

  @Test
  void inspectSaysItToMachines() {
    JsonObject json = new JsonObject(spool("inspect", "--json").out());

    assertThat(json.getInteger("waiting")).isEqualTo(4);
    assertThat(json.getInteger("lost")).isZero();
    assertThat(json.getJsonArray("segments").getJsonObject(0).getInteger("entries")).isEqualTo(3);
  }

  @Test
  void exportWritesOneEventALine() throws IOException {
    Run run = spool("export");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "{\"id\":\"a\"}", "{\"id\":\"b\", \"v\":1}", "{\"id\":\"c\"}", "{\"id\":\"ü\"}");
    assertThat(run.err()).isEqualTo("4 event(s) written, 0 cannot be read.\n");
    Path file = home.resolve("events.ndjson");
    assertThat(spool("export", "--topic", "two", "-o", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).isEqualTo("{\"id\":\"c\"}\n");
  }

  @Test
  void repairMakesADamagedSpoolWholeAndCountsWhatIsMissingOnce() throws IOException {
    Path segment = damageTheSecondRequest();
    byte[] damaged = Files.readAllBytes(segment);
    assertThat(spool("inspect").exitCode()).isEqualTo(1);

    Run planned = spool("repair", "--dry-run");
    assertThat(planned.out())
        .startsWith("Would replace 1 file(s), 1 event(s) cannot be read any more:\n");
    assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
    Run repaired = spool("repair");

    assertThat(repaired.exitCode()).as(repaired.err()).isZero();
    assertThat(repaired.out()).startsWith("Replaced 1 file(s), 1 event(s) cannot be read");
    assertThat(Files.readAllBytes(folder.resolve("quarantine").resolve(segment.getFileName())))
        .isEqualTo(damaged);
    JsonObject whole = new JsonObject(spool("inspect", "--json").out());
    assertThat(whole.getInteger("lost")).isZero();
    assertThat(whole.getInteger("lostBefore")).isEqualTo(1);
    assertThat(spool("repair").out())
        .isEqualTo("No file is damaged; there is nothing to repair.\n");
    drainsWithoutCountingAgain();
  }

  private void drainsWithoutCountingAgain() throws IOException {
    try (FileDisk disk = FileDisk.hold(folder)) {
      Spool spool = SpoolFixture.open(disk);
      List<Long> firsts = new ArrayList<>();
      for (var entry = spool.read(); entry.isPresent(); entry = spool.read()) {
        firsts.add(entry.get().first());
      }
      assertThat(firsts).containsExactly(0L, 3L);
      assertThat(spool.lost()).isEqualTo(1);
      spool.close();
    }
  }

  @Test
  void repairLeavesAloneWhatANodeHolds() throws IOException {
    try (FileDisk held = FileDisk.hold(folder)) {
      Run run = spool("repair");

      assertThat(held.names()).isNotEmpty();
      assertThat(run.exitCode()).isEqualTo(69);
      assertThat(run.err())
          .isEqualTo(
              folder
                  + " is held by another process, which may be a node that runs.\n"
                  + "Stop the node first; or leave it to the node, which repairs while it"
                  + " drains.\n");
    }
  }

  @Test
  void saysWhereThereIsNoSpool() {
    Run run = Run.of(new SpoolCommand(), "inspect", "--dir", home.resolve("nowhere").toString());

    assertThat(run.exitCode()).isEqualTo(66);
    assertThat(run.err()).startsWith("There is no folder ");
  }

  /** One bit of its event. */
  private Path damageTheSecondRequest() throws IOException {
    Path segment;
    try (Stream<Path> files = Files.list(folder)) {
      segment =
          files.filter(file -> file.toString().endsWith(".segment")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    int at = new String(bytes, ISO_8859_1).indexOf("{\"id\":\"c\"}");
    bytes[at] ^= 4;
    Files.write(segment, bytes);
    return segment;
  }

  private Run spool(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--dir", folder.toString()));
    arguments.addAll(List.of(more));
    return Run.of(new SpoolCommand(), arguments.toArray(String[]::new));
  }
}
