package io.penstock.command;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.penstock.spool.Inspection;
import io.penstock.spool.disk.FileDisk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is in a spool, and changes nothing. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Reads every file of a spool and says what waits, and what is damaged. Changes nothing.",
      "A node may be running; then this is how it was a moment ago."
    },
    footer = {
      "",
      "Examples:",
      "  penstock spool inspect --config conf/penstock.yaml",
      "  penstock spool inspect --dir data/spool --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all that waits can be read", "1:some of it cannot", "66:there is no spool"})
final class SpoolInspectCommand implements Callable<Integer> {
  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final SpoolFolder folder = new SpoolFolder();

  @Option(names = "--json", description = "prints one JSON document")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try {
      Path path = folder.path();
      Inspection inspection = Inspection.of(FileDisk.at(path));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(jsonOf(inspection).encodePrettily());
      } else {
        print(inspection, out);
      }
      out.flush();
      return inspection.isWhole() ? ExitCode.DONE : ExitCode.REFUSED;
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  private static void print(Inspection inspection, PrintWriter out) {
    if (!inspection.files().isEmpty()) {
      Table table = Table.of(List.of("segment", "bytes", "entries", "events waiting", "lost"));
      for (Inspection.File file : inspection.files()) {
        table.row(
            List.of(file.number(), file.bytes(), file.entries(), file.records(), file.lost()));
      }
      table.lines(Terminal.detect().columns()).forEach(out::println);
      out.println();
    }
    Table summary = Table.ofPairs();
    summary.row(List.of("events that wait", inspection.readable()));
    summary.row(List.of("lost to damage among them", inspection.lost()));
    summary.row(List.of("lost and counted before", inspection.lostBefore()));
    summary.row(List.of("refused by the log before", inspection.refusedBefore()));
    summary.row(List.of("files in quarantine", inspection.quarantine().size()));
    summary.lines(Terminal.detect().columns()).forEach(out::println);
    inspection.quarantine().forEach(name -> out.println("  " + name));
  }

  private static JsonObject jsonOf(Inspection inspection) {
    var segments = new JsonArray();
    for (Inspection.File file : inspection.files()) {
      segments.add(
          new JsonObject()
              .put("segment", file.number())
              .put("file", file.name())
              .put("bytes", file.bytes())
              .put("entries", file.entries())
              .put("waiting", file.records())
              .put("lost", file.lost()));
    }
    return new JsonObject()
        .put("segments", segments)
        .put("next", inspection.next())
        .put("end", inspection.end())
        .put("waiting", inspection.readable())
        .put("lost", inspection.lost())
        .put("lostBefore", inspection.lostBefore())
        .put("refusedBefore", inspection.refusedBefore())
        .put("quarantine", new JsonArray(inspection.quarantine()));
  }
}
