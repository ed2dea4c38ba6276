package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.penstock.fixture.Corpora;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchableJsonTest {
  private final SearchableJson searchable = new SearchableJson();

  private String written(String event) {
    var lines = new LineBytes(0);
    searchable.write(event.getBytes(UTF_8), lines);
    return new String(lines.array(), 0, lines.length(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":{\"b\":[1,{\"b\":2},{\"b\":3}]},\"b\":{\"a\":null}}",
        "{\"a\":\"\\\"a\\\":\\u00e9\\\\\",\"é\":true,\"e\":1e5}",
        "{\"a\":[[],{},\"a\",\"a\"]}",
        "{\"t\":\"\\ud7ff\\ue000\"}"
      })
  void whatIsOrdinaryGoesAsItIs(String event) {
    assertThat(written(event)).isEqualTo(event);
  }

  @Test
  void linesBecomeOne() {
    assertThat(written("{\r\n \"a\" : \"x\\ny\"\n}")).isEqualTo("{   \"a\" : \"x\\ny\" }");
  }

  @Test
  void ofNamesThatStandTwiceTheFirstStays() {
    assertThat(written("{\"o\":{\"a\":1,\"b\":[{\"a\":2,\"a\":3}],\"a\":{\"c\":4}}}"))
        .isEqualTo("{\"o\":{\"a\":1,\"b\":[{\"a\":2}]}}");
    assertThat(written("{\"a\":1,\"\\u0061\":2}")).isEqualTo("{\"a\":1}");
  }

  @Test
  void surrogatesThatAreAloneAreReplaced() {
    assertThat(new JsonObject(written("{\"\\udfff\":\"x\\ud800y\"}")))
        .isEqualTo(new JsonObject().put("\uFFFD", "x\uFFFDy"));
  }

  @Test
  void pairsOfSurrogatesStay() {
    assertThat(new JsonObject(written("{\"a\":\"\\ud83d\\ude00\"}")).getString("a"))
        .isEqualTo("\uD83D\uDE00");
  }

  @Test
  void whatIsTooLongIsCutOrLeftOut() {
    JsonObject text = new JsonObject(written("{\"a\":\"" + "é".repeat(9_000) + "\"}"));
    JsonObject name = new JsonObject(written("{\"" + "n".repeat(9_000) + "\":{\"x\":1},\"b\":2}"));
    JsonObject number = new JsonObject(written("{\"a\":-1" + "0".repeat(900) + "}"));

    assertThat(text.getString("a")).isEqualTo("é".repeat(5_000));
    assertThat(name).isEqualTo(new JsonObject().put("b", 2));
    assertThat(number.getString("a")).isEqualTo("-1" + "0".repeat(900));
  }

  /** Names of eight characters that have one hash in a table of names that Jackson would keep. */
  @Test
  void namesThatAreMadeToCollideDoNoHarm() {
    StringBuilder event = new StringBuilder("{\"a\":1,\"a\":2");
    for (String name : collidingNames(2_000)) {
      event.append(",\"").append(name).append("\":1");
    }

    assertThat(new JsonObject(written(event.append('}').toString())).size()).isEqualTo(2_001);
  }

  private static List<String> collidingNames(int count) {
    int inverseOf33 = 0x3e0f83e1;
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; names.size() < count; i++) {
      int first =
          0x41414141
              + (i % 50)
              + (i / 50 % 50 << 8)
              + (i / 2_500 % 50 << 16)
              + ((i / 125_000) << 24);
      int mixed = first ^ (first >>> 15);
      int second = (0x12345678 - (mixed ^ (mixed >>> 9))) * inverseOf33;
      String name =
          new String(ByteBuffer.allocate(8).putInt(first).putInt(second).array(), ISO_8859_1);
      if (name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** A path is the names on the way to a value, and those are many where each is short. */
  @Test
  void aLongPathIsLeftOut() {
    String name = "n".repeat(120);
    String deep = ("{\"" + name + "\":").repeat(63) + "1" + "}".repeat(63);

    String written = written("{\"x\":" + deep + ",\"" + "y".repeat(200) + "\":1}");

    assertThat(written.split(name, -1)).hasSizeBetween(30, 34);
  }

  /** Whatever the door lets in becomes JSON that a strict reader takes. */
  @Test
  void everyDocumentOfTheCorpusIsReadByAStrictReader() throws IOException {
    JsonFactory strict =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    for (Path document : documents()) {
      String written = written("{\"v\":" + Files.readString(document, UTF_8).strip() + "}");
      try (JsonParser parser = strict.createParser(written.getBytes(UTF_8))) {
        while (parser.nextToken() != null) {
          assertThat(parser.getText()).as(document.toString()).isNotNull();
        }
      }
      assertThat(written).doesNotContain("\n");
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> all = Files.list(Corpora.path("json-parsing/test_parsing"))) {
      return all.filter(path -> path.getFileName().toString().startsWith("y_")).sorted().toList();
    }
  }
}
