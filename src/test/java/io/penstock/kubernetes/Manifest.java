package io.penstock.kubernetes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One document of a file for Kubernetes. */
record Manifest(String file, JsonObject json) {
  static final Path FOLDER = Path.of("docker/kubernetes");

  static List<Manifest> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().flatMap(file -> of(file).stream()).toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static List<Manifest> of(Path file) {
    try {
      return of(file.getFileName().toString(), Files.readString(file));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static List<Manifest> of(String name, String yaml) {
    List<Manifest> documents = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      documents.add(new Manifest(name, (JsonObject) json(document)));
    }
    return documents;
  }

  private static Object json(Object yaml) {
    return switch (yaml) {
      case Map<?, ?> map -> {
        var object = new JsonObject();
        map.forEach((key, value) -> object.put(String.valueOf(key), json(value)));
        yield object;
      }
      case List<?> list -> {
        var array = new JsonArray();
        list.forEach(value -> array.add(json(value)));
        yield array;
      }
      default -> yaml;
    };
  }

  String kind() {
    return json.getString("kind", "");
  }

  String apiVersion() {
    return json.getString("apiVersion", "");
  }

  String name() {
    return json.getJsonObject("metadata").getString("name");
  }

  @Override
  public String toString() {
    return file + ": " + kind() + " " + name();
  }
}
