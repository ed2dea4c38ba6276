package io.penstock.command.dlq;

import io.penstock.command.admin.Actor;
import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A command that changes dead letters, all that are selected at once. */
abstract class DlqActing extends AdminAsking {
  private final String action;

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(names = "--all", description = "Every dead letter, where no filter and no id is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Count the dead letters, and change none.")
  private boolean dryRun;

  @Mixin private final Actor actor = new Actor();

  DlqActing(String action, Supplier<Terminal> terminal) {
    super(terminal);
    this.action = action;
  }

  /** Adds what only this act has. */
  abstract void addTo(JsonObject body);

  /** Tells how it ended, where it was no rehearsal. */
  abstract int tell(AdminClient client, String answer) throws CommandFailed, InterruptedException;

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    if (selection.isEmpty() && !all) {
      throw new ParameterException(
          spec().commandLine(), "Which dead letters? Give ids or filters, or --all.");
    }
    JsonObject body =
        actor
            .asks()
            .put("why", dryRun && actor.why().isEmpty() ? "a dry run" : actor.why())
            .put("selection", selection.json())
            .put("all", all)
            .put("dryRun", dryRun);
    addTo(body);
    String answer = client.post("/admin/v1/dead-letters/" + action, body);
    if (dryRun) {
      return tellRehearsal(client, answer);
    }
    return tell(client, answer);
  }

  private int tellRehearsal(AdminClient client, String answer) throws CommandFailed {
    out()
        .println(
            json()
                ? answer
                : "%s would change. Nothing did."
                    .formatted(Counted.letters(read(client, answer).getLong("letters", 0L))));
    return done();
  }

  void printDone(AdminClient client, String answer, String done) throws CommandFailed {
    out()
        .println(
            json()
                ? answer
                : Counted.letters(read(client, answer).getLong("letters", 0L)) + " " + done + ".");
  }

  void requireWhy() {
    if (actor.why().isBlank() && !dryRun) {
      throw new ParameterException(
          spec().commandLine(), "Say why, for those who come after you: --why TEXT");
    }
  }
}
