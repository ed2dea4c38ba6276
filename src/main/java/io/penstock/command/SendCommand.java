package io.penstock.command;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.DurationConverter;
import io.penstock.command.client.ExitCode;
import io.penstock.command.client.HttpAddress;
import io.penstock.command.send.Backoff;
import io.penstock.command.send.Destination;
import io.penstock.command.send.EventFile;
import io.penstock.command.send.Sender;
import io.penstock.command.send.Sending;
import io.penstock.command.send.Summary;
import io.penstock.command.send.Time;
import io.penstock.command.send.Totals;
import io.penstock.command.terminal.OnInterrupt;
import io.penstock.command.terminal.Progress;
import io.penstock.command.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the events of a file to a stream. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends the events of a file to a stream, byte for byte, and says what became of them.",
    footer = {
      "",
      "FILE holds JSON lines of any number; or one event over several lines, an array of events"
          + " or an envelope {\"events\": [...]}, up to 128 MB. Each may be compressed with gzip.",
      "",
      "What is busy, unreachable or without an answer is tried again for as long as --retry-for"
          + " says, each request for itself. Events with an id may be sent again, also after an"
          + " interruption: the same id lands once. Events without an id would land twice.",
      "",
      "Requests overtake each other; with --parallel 1 events keep the order of the file.",
      "",
      "Example:",
      "  penstock send events.jsonl.gz --stream github"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every event was accepted, or was there already",
      "1:some events were rejected; the others were accepted",
      "2:wrong usage",
      "65:the file is not JSON; nothing was sent",
      "66:the file could not be read",
      "69:the server could not be reached, or stayed busy",
      "70:the server refused the request, such as for an unknown stream",
      "77:the server refused the key"
    })
public final class SendCommand implements Callable<Integer> {
  private static final int PARALLEL_MAX = 64;

  private final Supplier<Terminal> terminal;
  private final Time time;
  private final RandomGenerator random;
  private final InputStream standardInput;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The events; '-' for standard input.")
  private String file = "";

  @Option(
      names = "--stream",
      paramLabel = "S",
      required = true,
      description = "The stream that takes the events.")
  private String stream = "";

  @Option(
      names = "--url",
      paramLabel = "INGEST",
      converter = HttpAddress.Converter.class,
      defaultValue = "${env:PENSTOCK_URL:-" + DemoDefaults.INGEST_URL + "}",
      description =
          "The server's ingest address. Else PENSTOCK_URL, else the demo's: "
              + DemoDefaults.INGEST_URL
              + ".")
  private HttpAddress url = HttpAddress.of(DemoDefaults.INGEST_URL);

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:PENSTOCK_KEY:-" + DemoDefaults.KEY + "}",
      description =
          "The key. Else PENSTOCK_KEY, which other users of this machine cannot see, else the"
              + " demo's.")
  private String key = DemoDefaults.KEY;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "Requests at the same time, 1 to " + PARALLEL_MAX + ". Default: 4.")
  private int parallel;

  @Option(
      names = "--retry-for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description = "How long to try again, such as 250ms, 10s or 5m. Default: 60s.")
  private Duration retryFor = Duration.ZERO;

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  public SendCommand() {
    this(Terminal::detect, Time.SYSTEM, RandomGenerator.getDefault(), System.in);
  }

  SendCommand(
      Supplier<Terminal> terminal, Time time, RandomGenerator random, InputStream standardInput) {
    this.terminal = terminal;
    this.time = time;
    this.random = random;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireUsable();
    try (EventFile events = EventFile.open(file, standardInput)) {
      return send(events);
    } catch (CommandFailed failed) {
      return report(failed);
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }

  private void requireUsable() {
    require(parallel >= 1 && parallel <= PARALLEL_MAX, "--parallel must be 1 to " + PARALLEL_MAX);
    require(key.matches("[!-~]+"), "--key must be printable ASCII without spaces");
    require(!stream.isBlank(), "--stream must name a stream");
  }

  private void require(boolean usable, String complaint) {
    if (!usable) {
      throw new ParameterException(spec.commandLine(), complaint);
    }
  }

  private int send(EventFile events) throws InterruptedException {
    var totals = new Totals(time);
    Terminal screen = terminal.get();
    PrintWriter err = spec.commandLine().getErr();
    int exitCode = ExitCode.DONE;
    try (var progress = new Progress(err, screen, time::nanos, () -> done(events, totals)).start();
        var sender = sender(totals, progress);
        var _ = new OnInterrupt(() -> end(progress, totals.summary(), screen))) {
      Sending.send(events, sender, totals, parallel);
    } catch (CommandFailed failed) {
      exitCode = report(failed);
    }
    Summary summary = totals.summary();
    print(summary, screen);
    return exitCode == ExitCode.DONE && summary.rejected() > 0 ? ExitCode.REFUSED : exitCode;
  }

  private Sender sender(Totals totals, Progress progress) {
    return new Sender(
        new Destination(url, stream, key),
        retryFor,
        new Backoff(random),
        time,
        totals,
        progress::say);
  }

  private static Progress.Done done(EventFile events, Totals totals) {
    return new Progress.Done(
        events.bytesDone(), events.bytes(), totals.summary().judged(), "events");
  }

  private void end(Progress progress, Summary summary, Terminal screen) {
    progress.close();
    print(summary, screen);
  }

  private int report(CommandFailed failed) {
    failed.print(spec.commandLine().getErr());
    return failed.exitCode();
  }

  private void print(Summary summary, Terminal screen) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(summary.json().encodePrettily());
    } else {
      summary.lines(screen.columns()).forEach(out::println);
    }
    out.flush();
  }
}
