package io.penstock.command.retry;

import io.penstock.command.admin.Actor;
import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that changes what becomes of the tiers of one sink. */
abstract class RetryActing extends AdminAsking {
  private final String order;
  private final String done;

  @Option(
      names = "--sink",
      required = true,
      paramLabel = "SINK",
      description = "The sink whose retries are meant.")
  private String sink = "";

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "",
      description = "One tier, by its topic or its delay, such as 30s. All of the sink's without.")
  private String tier = "";

  @Option(names = "--dry-run", description = "Say how many events wait there, and change nothing.")
  private boolean dryRun;

  @Mixin private final Actor actor = new Actor();

  RetryActing(String order, String done, Supplier<Terminal> terminal) {
    super(terminal);
    this.order = order;
    this.done = done;
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    var body = actor.asks().put("sink", sink).put("tier", tier).put("dryRun", dryRun);
    String answer = client.post("/admin/v1/retries/" + order, body);
    out().println(json() ? answer : inWords(read(client, answer)));
    return done();
  }

  private String inWords(JsonObject answer) {
    return "%d tier(s) with %d event(s) that wait: %s."
        .formatted(
            answer.getInteger("tiers", 0),
            answer.getLong("letters", 0L),
            dryRun ? "nothing was changed" : done);
  }
}
