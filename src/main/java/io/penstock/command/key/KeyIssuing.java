package io.penstock.command.key;

import io.penstock.command.admin.AdminActing;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A command that ends with a new key. */
abstract class KeyIssuing extends AdminActing {
  KeyIssuing(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected void tell(JsonObject answer) {
    if (answer.containsKey("key")) {
      secrets(answer);
    }
    JsonObject about = answer.getJsonObject("about", new JsonObject());
    String ends = about.getString("expiresAt", "");
    out()
        .printf(
            "%s tenant %s, for %s, %s.%n",
            isDryRun()
                ? "It would be a key of"
                : "Its id is " + about.getString("id") + ": a key of",
            about.getString("tenant"),
            scopes(about),
            ends.isEmpty() ? "without an end" : "until " + ends);
  }

  private void secrets(JsonObject answer) {
    out().println("This is shown once:");
    out().println();
    out().println("  " + answer.getString("key"));
    if (answer.containsKey("signingSecret")) {
      out().println("  " + answer.getString("signingSecret") + "   (signs its requests)");
    }
    out().println();
  }

  private static String scopes(JsonObject about) {
    return about.getJsonArray("scopes", new JsonArray()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
