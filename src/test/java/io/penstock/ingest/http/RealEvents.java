package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.penstock.fixture.Corpora;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Events as services that many use send them, written as they stand in their documentation. */
final class RealEvents {
  private RealEvents() {}

  /** Of an SDK for analytics: cut out of one file, in which each stands beside its source. */
  static List<String> segment() {
    byte[] file = Corpora.bytes(Corpora.path("events-segment/segment-spec-examples.json"));
    List<String> events = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(file)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("event")) {
          parser.nextToken();
          int from = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          int to = (int) parser.currentLocation().getByteOffset();
          events.add(new String(file, from, to - from, UTF_8));
        }
      }
      return events;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Of a cloud: a file each, one of which is broken. */
  static List<Path> aws() {
    return Corpora.tree("events-aws", ".json");
  }

  /** Of a place for code: a file each. */
  static List<Path> webhooks() {
    return Corpora.tree("events-github-webhooks", ".json");
  }

  /** Of an encyclopedia: the examples of each schema that has some. */
  static List<List<String>> wikimedia() {
    return Corpora.tree("events-wikimedia", ".yaml").stream()
        .map(RealEvents::examples)
        .filter(examples -> !examples.isEmpty())
        .toList();
  }

  private static List<String> examples(Path schema) {
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text(schema));
    return JsonObject.mapFrom(yaml).getJsonArray("examples", new JsonArray()).stream()
        .map(example -> ((JsonObject) example).encode())
        .toList();
  }

  static String text(Path file) {
    return new String(Corpora.bytes(file), UTF_8);
  }
}
