package io.penstock.command.dlq;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.send.Time;
import io.penstock.command.terminal.Progress;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends dead letters to their sink again. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters to their sink again, and to no other, as they were first sent.",
      "Without --state or ids it takes new ones only. What dies again is a new dead letter.",
      "",
      "The server goes on by itself when this command is ended: see 'penstock dlq replays'."
    },
    footer = {
      "",
      "Example:",
      "  penstock dlq replay --sink postgres --class refused --dry-run",
      "  penstock dlq replay --sink postgres --class refused --rate 500"
    })
public final class DlqReplayCommand extends DlqActing {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Time time;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Dead letters in a second, 1 to 10000. Default: 100.")
  private int rate;

  @Option(names = "--no-wait", description = "Do not wait for its end.")
  private boolean noWait;

  public DlqReplayCommand() {
    this(Terminal::detect, Time.SYSTEM);
  }

  DlqReplayCommand(Supplier<Terminal> terminal, Time time) {
    super("replay", terminal);
    this.time = time;
  }

  @Override
  void addTo(JsonObject body) {
    body.put("rate", rate);
  }

  @Override
  int tell(AdminClient client, String answer) throws CommandFailed, InterruptedException {
    JsonObject started = read(client, answer);
    long letters = started.getLong("letters", 0L);
    String id = started.getString("id", "");
    if (letters == 0 || noWait) {
      out().println(json() ? answer : begun(letters, id));
      return done();
    }
    if (!json()) {
      out().println(begun(letters, id));
      out().flush();
    }
    return end(client, await(client, id, letters));
  }

  private static String begun(long letters, String id) {
    return letters == 0
        ? "No dead letter is selected, so there is nothing to replay."
        : "%s on the way again. How far: penstock dlq replays %s"
            .formatted(Counted.letters(letters), id);
  }

  /** The last answer, when the replay has ended. */
  private String await(AdminClient client, String id, long letters)
      throws CommandFailed, InterruptedException {
    var sent = new AtomicLong();
    Supplier<Progress.Done> done = () -> Progress.Done.of(sent.get(), letters, "dead letters");
    try (var _ = new Progress(spec().commandLine().getErr(), screen(), time::nanos, done).start()) {
      while (true) {
        String answer = client.get("/admin/v1/replays/" + AdminClient.segment(id));
        JsonObject replay = read(client, answer);
        if (!replay.getString("state", "").equals("running")) {
          return answer;
        }
        sent.set(replay.getLong("sent", 0L) + replay.getLong("missing", 0L));
        time.pause(LOOK_EVERY);
      }
    }
  }

  private int end(AdminClient client, String answer) throws CommandFailed {
    JsonObject replay = read(client, answer);
    long missing = replay.getLong("missing", 0L);
    boolean whole = missing == 0 && replay.getString("state", "").equals("done");
    out().println(json() ? answer : ended(replay, missing));
    return whole ? done() : ExitCode.REFUSED;
  }

  private static String ended(JsonObject replay, long missing) {
    String sent = Counted.letters(replay.getLong("sent", 0L)) + " sent";
    String gone = missing == 0 ? "" : ", %d no longer in the log and new again".formatted(missing);
    String stopped = replay.getString("state", "").equals("stopped") ? ", then it was stopped" : "";
    return sent + gone + stopped + ". They are resolved once the sink has settled them.";
  }
}
