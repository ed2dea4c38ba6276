package io.penstock.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.log.produce.SpooledRecords;
import io.penstock.spool.Entry;
import io.penstock.spool.Inspection;
import io.penstock.spool.disk.FileDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the events of a spool as lines. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the events that wait in a spool, one a line, as their senders gave them; a line break"
          + " inside an event becomes a blank, and the data of a binary CloudEvent a member"
          + " data_base64. Changes nothing.",
      "penstock send takes such a file; with their ids the events stay the same."
    },
    footer = {
      "",
      "Examples:",
      "  penstock spool export --dir data/spool --topic events -o events.ndjson",
      "  penstock spool export --dir data/spool --refused | less"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that waits was written",
      "1:some of it cannot be read",
      "66:there is no spool"
    })
final class SpoolExportCommand implements Callable<Integer> {
  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final SpoolFolder folder = new SpoolFolder();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "a new file; else the standard output")
  private @Nullable Path output;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "only the events of this topic")
  private @Nullable String topic;

  @Option(
      names = "--refused",
      description = "instead of what waits, what the log refused, from the spool's quarantine")
  private boolean refused;

  private long written;

  @Override
  public Integer call() throws IOException {
    try {
      return export(FileDisk.at(folder.path()));
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  private int export(FileDisk disk) throws IOException {
    long lost;
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      lost = export(disk, line -> out.println(new String(line, UTF_8)));
      out.flush();
    } else {
      try (var file = new BufferedOutputStream(Files.newOutputStream(output, CREATE_NEW))) {
        lost = export(disk, line -> writeLine(line, file));
      }
    }
    spec.commandLine().getErr().printf("%d event(s) written, %d cannot be read.%n", written, lost);
    return lost == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Answers how many events cannot be read. */
  private long export(FileDisk disk, Lines lines) throws IOException {
    if (refused) {
      Inspection.ofRefused(disk, entry -> write(entry, lines));
      return 0;
    }
    return Inspection.of(disk, entry -> write(entry, lines)).lost();
  }

  private interface Lines {
    void write(byte[] line) throws IOException;
  }

  private static void writeLine(byte[] line, OutputStream file) throws IOException {
    file.write(line);
    file.write('\n');
  }

  private void write(Entry entry, Lines lines) throws IOException {
    SpooledRecords records = SpooledRecords.read(entry.payload());
    if (topic == null || topic.equals(records.topic())) {
      for (int i = 0; i < records.count(); i++) {
        lines.write(records.isData() ? encoded(records.event(i)) : onOneLine(records.event(i)));
        written++;
      }
    }
  }

  private static byte[] encoded(byte[] data) {
    return ("{\"data_base64\":\"" + Base64.getEncoder().encodeToString(data) + "\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** In JSON a line break stands between values alone. */
  private static byte[] onOneLine(byte[] event) {
    for (int i = 0; i < event.length; i++) {
      event[i] = event[i] == '\n' || event[i] == '\r' ? (byte) ' ' : event[i];
    }
    return event;
  }
}
