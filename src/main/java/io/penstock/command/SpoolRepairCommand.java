package io.penstock.command;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.spool.Inspection;
import io.penstock.spool.Repair;
import io.penstock.spool.disk.FileDisk;
import io.penstock.spool.disk.FolderHeld;
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

/** Replaces damaged files by whole ones. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces each damaged file by one with all that can be read of it. The file as it was found"
          + " stays in the folder quarantine, and what is missing is counted as lost.",
      "A node does the same by itself while it drains. Refused while a node holds the spool."
    },
    footer = {
      "",
      "Examples:",
      "  penstock spool repair --dir data/spool --dry-run",
      "  penstock spool repair --config conf/penstock.yaml"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the spool is whole", "66:there is no spool", "69:a node holds it"})
final class SpoolRepairCommand implements Callable<Integer> {
  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final SpoolFolder folder = new SpoolFolder();

  @Option(names = "--dry-run", description = "says what would be done, and does nothing")
  private boolean dryRun;

  @Option(names = "--json", description = "prints one JSON document")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try {
      Path path = folder.path();
      print(dryRun ? planned(path) : repaired(path));
      return ExitCode.DONE;
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  private static Repair planned(Path path) throws IOException {
    List<Inspection.File> damaged =
        Inspection.of(FileDisk.at(path)).files().stream().filter(file -> file.lost() > 0).toList();
    return new Repair(
        damaged.stream().map(Inspection.File::name).toList(),
        damaged.stream().mapToLong(Inspection.File::lost).sum());
  }

  private static Repair repaired(Path path) throws CommandFailed, IOException {
    try (FileDisk disk = FileDisk.hold(path)) {
      return Repair.of(disk);
    } catch (FolderHeld held) {
      throw new CommandFailed(
          ExitCode.UNAVAILABLE,
          String.valueOf(held.getMessage()) + ".",
          "Stop the node first; or leave it to the node, which repairs while it drains.");
    }
  }

  private void print(Repair repair) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new JsonObject()
              .put("dryRun", dryRun)
              .put("files", new JsonArray(repair.files()))
              .put("lost", repair.lost())
              .encodePrettily());
    } else if (repair.files().isEmpty()) {
      out.println("No file is damaged; there is nothing to repair.");
    } else {
      out.printf(
          "%s %d file(s), %d event(s) cannot be read any more:%n",
          dryRun ? "Would replace" : "Replaced", repair.files().size(), repair.lost());
      repair.files().forEach(file -> out.println("  " + file));
    }
    out.flush();
  }
}
