package io.penstock.command.admin;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that changes something which all nodes are to know of. */
public abstract class AdminActing extends AdminAsking {
  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private final Actor actor = new Actor();

  protected AdminActing(Supplier<Terminal> terminal) {
    super(terminal);
  }

  /** Where it is asked for. */
  protected abstract String path();

  /** What is asked for, beside who asks and why. */
  protected abstract JsonObject wish();

  /** Says in words what was done. */
  protected abstract void tell(JsonObject answer);

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    JsonObject body = actor.asks().put("dryRun", dryRun).mergeIn(wish());
    String answer = client.post(path(), body);
    if (json()) {
      out().println(answer);
    } else {
      tellAll(read(client, answer));
    }
    return done();
  }

  private void tellAll(JsonObject answer) {
    tell(answer);
    if (dryRun) {
      out().println("Nothing was changed: this was a dry run.");
    }
    for (Object node : answer.getJsonArray("notToldYet", new JsonArray())) {
      out().println(node + " did not answer; it follows once it reads the control database.");
    }
  }

  protected boolean isDryRun() {
    return dryRun;
  }
}
