package io.penstock.command.audit;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.admin.When;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows records of the audit trail. */
@Command(
    name = "list",
    description = {
      "Shows records of the audit trail, the newest first.",
      "",
      "Tenant and key are those that a record concerns. Who was not let in has the action"
          + " access.denied, the reason as its object, and how many requests that were: one record"
          + " for each reason and key, or network where no key is known. Addresses beyond sixteen"
          + " at a time are 'others'."
    },
    footer = {
      "",
      "Example:",
      "  penstock audit list --since 24h",
      "  penstock audit list --tenant acme --action keys      (keys.create, keys.revoke, ...)",
      "  penstock audit list --action access.denied --limit 500 --json"
    })
public final class AuditListCommand extends AdminAsking {
  private static final int PAGE = 1_000;
  private static final int LIMIT_MAX = 1_000_000;

  @Option(names = "--who", paramLabel = "NAME", description = "Who did it, as they said.")
  private Optional<String> who = Optional.empty();

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "What was done, such as keys.revoke; keys alone is all that begins with keys.")
  private Optional<String> action = Optional.empty();

  @Option(names = "--tenant", paramLabel = "ID", description = "The tenant that it concerns.")
  private Optional<String> tenant = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = When.class,
      description = "Then or later: 2026-01-31T12:00:00Z, or 2h for two hours ago.")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = When.class,
      description = "Before then.")
  private Optional<Instant> until = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many, 1 to 1000000. Default: 50.")
  private int limit;

  public AuditListCommand() {
    this(Terminal::detect);
  }

  AuditListCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new ParameterException(
          spec().commandLine(), "--limit: %d is not between 1 and %d".formatted(limit, LIMIT_MAX));
    }
    JsonArray records = records(client);
    if (json()) {
      out().println(new JsonObject().put("records", records).encode());
    } else if (records.isEmpty()) {
      out().println("There are no such records.");
    } else {
      show(records);
    }
    return done();
  }

  /** Page by page, until there are enough or no more. */
  private JsonArray records(AdminClient client) throws CommandFailed, InterruptedException {
    var all = new JsonArray();
    String from = "";
    while (all.size() < limit) {
      int wanted = Math.min(PAGE, limit - all.size());
      JsonArray page = page(client, wanted, from);
      all.addAll(page);
      if (page.size() < wanted) {
        break;
      }
      from = "&before=" + page.getJsonObject(page.size() - 1).getLong("seq", 0L);
    }
    return all;
  }

  private JsonArray page(AdminClient client, int wanted, String from)
      throws CommandFailed, InterruptedException {
    String answer = client.get("/admin/v1/audit?limit=" + wanted + from + filters());
    return read(client, answer).getJsonArray("records", new JsonArray());
  }

  private String filters() {
    return filter("who", who)
        + filter("action", action)
        + filter("tenant", tenant)
        + filter("since", since)
        + filter("until", until);
  }

  private static String filter(String name, Optional<?> value) {
    return value.map(it -> "&" + name + "=" + AdminClient.segment(it.toString())).orElse("");
  }

  private void show(JsonArray records) {
    Table table =
        Table.of(
            List.of(
                "record",
                "time",
                "who",
                "action",
                "object",
                "tenant",
                "key",
                "affected",
                "from",
                "why"));
    records.stream().map(JsonObject.class::cast).forEach(record -> table.row(row(record)));
    print(table);
    out().println();
    out()
        .println(
            records.size() < limit
                ? records.size() == 1 ? "1 record" : records.size() + " records"
                : "The newest %d; there may be more: --limit %d"
                    .formatted(limit, Math.min(LIMIT_MAX, limit * 10L)));
  }

  private static List<Object> row(JsonObject record) {
    return List.of(
        record.getLong("seq", 0L),
        record.getString("time", ""),
        record.getString("who", ""),
        record.getString("action", ""),
        record.getString("object", ""),
        record.getString("tenant", ""),
        record.getString("keyId", ""),
        record.getLong("affected", 0L),
        record.getString("address", ""),
        record.getString("why", ""));
  }
}
