package io.penstock.command.reconcile;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What the server has said so far: how far it is, a report for each sink, and an end. */
public final class Account {
  private final List<JsonObject> reports = new ArrayList<>();
  private final Watching watching;
  private JsonObject end = new JsonObject();

  public Account(Watching watching) {
    this.watching = watching;
  }

  /** Takes one line of the answer. */
  public void take(JsonObject line) throws CommandFailed {
    if (line.getValue("progress") instanceof JsonObject now) {
      watching.show(now);
    } else if (line.getValue("report") instanceof JsonObject report) {
      reports.add(report);
    } else if (line.getValue("done") instanceof JsonObject done) {
      end = done;
    } else if (line.getValue("problem") instanceof JsonObject problem) {
      throw new CommandFailed(
          ExitCode.NOT_NOW, "It could not be found out: " + problem.getString("detail", ""), "");
    }
  }

  /** Whether the server came to an end. */
  public boolean isWhole() {
    return end.containsKey("unexplained");
  }

  public List<JsonObject> reports() {
    return reports;
  }

  public long unexplained() {
    return end.getLong("unexplained", 0L);
  }

  /** What the server allows. */
  public long differenceMax() {
    return end.getLong("differenceMax", 0L);
  }

  /** All of it as one document. */
  public JsonObject json(long allowed) {
    return new JsonObject()
        .put("unexplained", unexplained())
        .put("differenceMax", allowed)
        .put("reports", new JsonArray(reports));
  }
}
