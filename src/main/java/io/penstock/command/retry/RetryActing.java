package io.penstock.command.retry;

import io.penstock.cluster.Neighbours;
import io.penstock.command.admin.Actor;
import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that changes what becomes of the tiers of one sink. */
abstract class RetryActing extends AdminAsking {
  /** What is written down is read by a node that did not hear of it. */
  protected static final String FOLLOWS =
      "it follows within 5 s, once it reads the control database";

  private final String order;
  private final String done;
  private final String whenSilent;

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

  /** {@code whenSilent} is said of nodes that did not answer: what becomes of the order there. */
  RetryActing(String order, String done, String whenSilent, Supplier<Terminal> terminal) {
    super(terminal);
    this.order = order;
    this.done = done;
    this.whenSilent = whenSilent;
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    var body = actor.asks().put("sink", sink).put("tier", tier).put("dryRun", dryRun);
    String answer = client.post("/admin/v1/retries/" + order, body);
    JsonObject read = read(client, answer);
    if (json()) {
      out().println(answer);
    } else {
      out().println(inWords(read));
      silent(read).forEach(node -> out().println(inWords(node)));
    }
    return exitCode(silent(read));
  }

  /** What the shell is told, with the names of the nodes that did not answer. */
  protected int exitCode(List<String> silent) {
    return done();
  }

  private static List<String> silent(JsonObject answer) {
    return answer.getJsonArray("silent", new JsonArray()).stream().map(String::valueOf).toList();
  }

  private String inWords(String node) {
    return "%s did not answer within %d s; %s."
        .formatted(node, Neighbours.ANSWER_MAX.toSeconds(), whenSilent);
  }

  private String inWords(JsonObject answer) {
    return "%d tier(s) with %d event(s) that wait: %s."
        .formatted(
            answer.getInteger("tiers", 0),
            answer.getLong("letters", 0L),
            dryRun ? "nothing was changed" : done);
  }
}
