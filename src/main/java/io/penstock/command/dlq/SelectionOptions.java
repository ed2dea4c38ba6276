package io.penstock.command.dlq;

import io.penstock.command.admin.When;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant. Those that pass all filters are. */
final class SelectionOptions {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Dead letters by their ids, as list shows them.")
  private List<String> ids = List.of();

  @Option(names = "--sink", paramLabel = "SINK", description = "The sink it died in.")
  private @Nullable String sink;

  @Option(names = "--stream", paramLabel = "S", description = "The stream it came from.")
  private @Nullable String stream;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "Why: unreadable, unfit, refused, later, unknown or exhausted.")
  private @Nullable String errorClass;

  @Option(names = "--code", paramLabel = "CODE", description = "The error's code, such as 22003.")
  private @Nullable String code;

  @Option(names = "--text", paramLabel = "TEXT", description = "A part of the reason.")
  private @Nullable String text;

  @Option(names = "--type", paramLabel = "TYPE", description = "The event's type.")
  private @Nullable String type;

  @Option(names = "--event", paramLabel = "ID", description = "The event's own id.")
  private @Nullable String event;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose event it is.")
  private @Nullable String tenant;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "new, replaying, resolved or discarded.")
  private @Nullable String state;

  @Option(names = "--replay", paramLabel = "ID", description = "The last replay it went with.")
  private @Nullable String replay;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = When.class,
      description = "Died then or later: 2026-01-31T12:00:00Z, or 2h for two hours ago.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = When.class,
      description = "Died before then.")
  private @Nullable Instant until;

  /** As the body of an act has them. */
  JsonObject json() {
    var json = new JsonObject();
    put(json, "sink", sink);
    put(json, "stream", stream);
    put(json, "class", errorClass);
    put(json, "code", code);
    put(json, "text", text);
    put(json, "type", type);
    put(json, "event", event);
    put(json, "tenant", tenant);
    put(json, "state", state);
    put(json, "replay", replay);
    put(json, "since", since);
    put(json, "until", until);
    if (!ids.isEmpty()) {
      json.put("ids", new JsonArray(ids));
    }
    return json;
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  boolean namesIds() {
    return !ids.isEmpty();
  }

  boolean isEmpty() {
    return json().isEmpty();
  }

  /** As the parameters of a question have them. */
  String parameters() {
    return json().stream()
        .map(entry -> entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
