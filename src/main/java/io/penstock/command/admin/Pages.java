package io.penstock.command.admin;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Asks for a list that comes page by page, until there is no more. */
public final class Pages {
  private static final int PAGE = 1_000;

  private Pages() {}

  /**
   * All of the list under {@code member}, of which each entry has an {@code id}; {@code path} may
   * have a query already.
   */
  public static JsonArray of(AdminClient client, String path, String member)
      throws CommandFailed, InterruptedException {
    var all = new JsonArray();
    JsonArray page = page(client, path, member, "");
    while (page.size() == PAGE) {
      all.addAll(page);
      page = page(client, path, member, page.getJsonObject(PAGE - 1).getString("id", ""));
    }
    return all.addAll(page);
  }

  private static JsonArray page(AdminClient client, String path, String member, String after)
      throws CommandFailed, InterruptedException {
    String query =
        (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&after=" + AdminClient.segment(after);
    JsonObject answer = AdminAsking.read(client, client.get(path + query));
    return answer.getJsonArray(member, new JsonArray());
  }
}
