package io.penstock.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.penstock.fixture.Corpora;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> DIALECTS =
      Map.of(
          "draft7", "http://json-schema.org/draft-07/schema#",
          "draft2019-09", "https://json-schema.org/draft/2019-09/schema");

  /** The files of the suite that everybody who checks JSON Schemas is measured by. */
  static Stream<Path> suite() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String draft : DIALECTS.keySet()) {
      try (Stream<Path> all = Files.list(Corpora.path("json-schema/tests/" + draft))) {
        all.filter(file -> file.toString().endsWith(".json"))
            .filter(file -> !file.endsWith("uniqueItems.json"))
            .forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(70);
    return files.stream();
  }

  /** Schemas that refer to other files of the suite cannot be used; all others decide. */
  @ParameterizedTest
  @MethodSource("suite")
  void decidesAsTheSuiteSays(Path file) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode group : JSON.readTree(file.toFile())) {
      String schema = inItsDialect(group.get("schema"), file).toString();
      try {
        EventSchema usable = EventSchema.of(schema);
        for (JsonNode test : group.get("tests")) {
          if (isValid(usable, test.get("data").toString()) != test.get("valid").asBoolean()) {
            wrong.add(group.get("description").asText() + ": " + test.get("description").asText());
          }
        }
      } catch (UnusableSchema unusable) {
        assertThat(schema).as(unusable.getMessage()).contains("http://localhost:1234/");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void fetchesNothing() throws IOException {
    var asked = new AtomicInteger();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
        });
    elsewhere.start();
    try {
      String address = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/integer.json";

      assertThatThrownBy(() -> EventSchema.of("{\"$ref\":\"" + address + "\"}"))
          .isInstanceOf(UnusableSchema.class)
          .hasMessageContaining(address);
      assertThat(asked).hasValue(0);
    } finally {
      elsewhere.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\":{\"a\":{\"uniqueItems\":true}}}",
        "{\"allOf\":[{\"items\":{\"uniqueItems\":true}}]}",
        "{\"$defs\":{\"uniqueItems\":{\"uniqueItems\":true}}}"
      })
  void refusesWhatCostsTheSquare(String schema) {
    assertThatThrownBy(() -> EventSchema.of(schema))
        .isInstanceOf(UnusableSchema.class)
        .hasMessageContaining("uniqueItems");
  }

  @Test
  void aPropertyMayBeCalledLikeAKeyword() throws UnusableSchema {
    EventSchema schema =
        EventSchema.of(
            "{\"properties\":{\"uniqueItems\":{\"type\":\"integer\"}},\"default\":{\"uniqueItems\":true}}");

    assertThat(isValid(schema, "{\"uniqueItems\":1}")).isTrue();
    assertThat(isValid(schema, "{\"uniqueItems\":\"1\"}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {            | it is not JSON
          7            | neither an object nor true or false
          {"type":"x"} | /type
          """)
  void refusesWhatIsNoSchema(String schema, String why) {
    assertThatThrownBy(() -> EventSchema.of(schema))
        .isInstanceOf(UnusableSchema.class)
        .hasMessageContaining(why);
  }

  private static JsonNode inItsDialect(JsonNode schema, Path file) {
    String dialect = DIALECTS.get(file.getName(file.getNameCount() - 2).toString());
    return schema instanceof ObjectNode object && !object.has("$schema")
        ? object.deepCopy().put("$schema", dialect)
        : schema;
  }

  private static boolean isValid(EventSchema schema, String data) {
    byte[] bytes = data.getBytes(UTF_8);
    try {
      return schema.errors(bytes, 0, bytes.length).isEmpty();
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }
}
