package io.penstock.command.audit;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Looks whether the audit trail is as it was written. */
@Command(
    name = "verify",
    description = {
      "Looks at every record of the audit trail: whether it is what its hash was made of, and"
          + " follows on the one before.",
      "",
      "That shows what was changed, put in or taken out by somebody who did not make all later"
          + " hashes anew. Against one who did, compare: the hash of the last record with one that"
          + " you wrote down, or the records with those in the topic penstock.audit."
    },
    footer = {"", "Example:", "  penstock audit verify"},
    exitCodeList = {
      "0:every record is as it was written",
      "1:one is not, and is named; or the server refused to look",
      "2:wrong usage",
      "69:the server could not be reached",
      "70:the answer was not Penstock's"
    })
public final class AuditVerifyCommand extends AdminAsking {
  public AuditVerifyCommand() {
    this(Terminal::detect);
  }

  AuditVerifyCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    JsonObject answer = part(client, "");
    while (answer.getBoolean("holds", false) && !answer.getBoolean("complete", true)) {
      answer = next(client, answer);
    }
    boolean holds = answer.getBoolean("holds", false);
    if (json()) {
      out().println(answer.encode());
    } else if (holds) {
      tell(answer);
    } else {
      throw broken(answer);
    }
    return holds ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** The server looks at so many records at a time. */
  private static JsonObject next(AdminClient client, JsonObject before)
      throws CommandFailed, InterruptedException {
    long last = before.getLong("last", 0L);
    String hash = AdminClient.segment(before.getString("hash", ""));
    JsonObject answer = part(client, "?after=" + last + "&hash=" + hash);
    if (answer.getBoolean("holds", false) && answer.getLong("last", 0L) <= last) {
      throw client.notOurs("it does not go on behind record " + last);
    }
    return answer;
  }

  private static JsonObject part(AdminClient client, String from)
      throws CommandFailed, InterruptedException {
    return read(client, client.get("/admin/v1/audit/verify" + from));
  }

  private void tell(JsonObject answer) {
    long records = answer.getLong("last", 0L);
    if (records == 0) {
      out().println("There are no records yet.");
      return;
    }
    out()
        .printf(
            "%s, and the chain holds.%nThe last has the hash %s%n",
            records == 1 ? "1 record" : records + " records", answer.getString("hash", ""));
  }

  private static CommandFailed broken(JsonObject answer) {
    return new CommandFailed(
        ExitCode.REFUSED,
        "The audit trail is broken at record %d: %s."
            .formatted(answer.getLong("brokenAt", 0L), answer.getString("why", "")),
        "What the record said when it was written, the topic penstock.audit has under its number.");
  }
}
