package io.penstock.command.tenant;

import io.penstock.command.admin.AdminActing;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that makes or changes a tenant. */
abstract class TenantActing extends AdminActing {
  private final String done;

  @Option(names = "--name", paramLabel = "NAME", description = "Its name, for people.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--tier", paramLabel = "TIER", description = "free, paid or enterprise.")
  private Optional<String> tier = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      split = ",",
      description =
          "From where it may send, such as 198.51.100.0/24 or one address; may be given again."
              + " Without any, from everywhere.")
  private @Nullable List<String> networks;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      split = ",",
      description = "To which streams it may send; may be given again. Without any, to all.")
  private @Nullable List<String> streams;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      split = ",",
      description =
          "What it is held to instead of what its tier is: events-per-second, bytes-per-second,"
              + " events-per-day, bytes-per-day, request-bytes-max, events-max (of a request),"
              + " event-bytes-max, properties-members-max, properties-depth-max or"
              + " properties-bytes-max, as a number, a size such as 10MB, 'unlimited',"
              + " or 'tier' for what the tier has again. May be given again. The cluster keeps it"
              + " within 10 %%; what is beyond is answered 429.")
  private Map<String, String> limits = Map.of();

  /** {@code done} is the word for what becomes of it. */
  TenantActing(String done, Supplier<Terminal> terminal) {
    super(terminal);
    this.done = done;
  }

  @Override
  protected JsonObject wish() {
    var wish = new JsonObject();
    name.ifPresent(it -> wish.put("name", it));
    tier.ifPresent(it -> wish.put("tier", it));
    put(wish, "networks", networks);
    put(wish, "streams", streams);
    if (!limits.isEmpty()) {
      wish.put("limits", new JsonObject(new LinkedHashMap<String, Object>(limits)));
    }
    return wish;
  }

  /** An empty text stands for none at all. */
  private static void put(JsonObject wish, String name, @Nullable List<String> all) {
    if (all != null) {
      wish.put(name, new JsonArray(all.stream().filter(each -> !each.isBlank()).toList()));
    }
  }

  @Override
  protected void tell(JsonObject answer) {
    JsonObject tenant = answer.getJsonObject("tenant", new JsonObject());
    out()
        .printf(
            "Tenant %s (%s) %s: tier %s, %s, sends to %s from %s%s.%n",
            tenant.getString("id"),
            tenant.getString("name"),
            isDryRun() ? "would be " + done : "is " + done,
            tenant.getString("tier"),
            tenant.getString("state"),
            orElse(tenant.getJsonArray("streams", new JsonArray()), "all streams"),
            orElse(tenant.getJsonArray("networks", new JsonArray()), "everywhere"),
            limits(tenant.getJsonObject("limits", new JsonObject())));
  }

  private static String limits(JsonObject limits) {
    return limits.isEmpty() ? "" : ", held to " + TenantListCommand.joined(limits);
  }

  private static String orElse(JsonArray texts, String none) {
    return texts.isEmpty() ? none : TenantListCommand.joined(texts);
  }
}
