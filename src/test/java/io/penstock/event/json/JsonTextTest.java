package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Property
  void meansWhatTheOtherParserReads(@ForAll("texts") String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);

    String text = JsonText.decoded(bytes, 1, bytes.length - 1);

    try (var parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      assertThat(text).isEqualTo(parser.getText());
    }
  }

  @Property
  void readsWhatItQuoted(@ForAll String text) throws MalformedJson {
    byte[] json = JsonText.quoted(text);

    assertThat(Scanned.endOfValue(json)).isEqualTo(json.length);
    assertThat(JsonText.decoded(json, 1, json.length - 1)).isEqualTo(text);
  }

  @Test
  void quotesNoMoreThanItMust() {
    assertThat(new String(JsonText.quoted("é𝄞/\"\\\n\0\ud800x\udc00"), UTF_8))
        .isEqualTo("\"é𝄞/\\\"\\\\\\u000a\\u0000\\ud800x\\udc00\"");
  }

  @Provide
  Arbitrary<String> texts() {
    return Documents.texts();
  }
}
