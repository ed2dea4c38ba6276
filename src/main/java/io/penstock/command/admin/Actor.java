package io.penstock.command.admin;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Option;

/** Who changes something, and why: both go into the audit trail. */
public final class Actor {
  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The reason, for those who come after you; it is kept in the audit trail.")
  private String why = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      defaultValue = "${env:PENSTOCK_WHO:-${sys:user.name}}",
      description = "Who does it. Else PENSTOCK_WHO, else the user of this machine.")
  private String who = "";

  public String why() {
    return why;
  }

  /** A request that says who asks, and why. */
  public JsonObject asks() {
    return new JsonObject().put("who", who).put("why", why);
  }
}
