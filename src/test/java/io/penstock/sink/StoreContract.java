package io.penstock.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.penstock.event.Stream;
import io.penstock.fixture.Corpora;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every sink promises that keeps events, and can be asked for them. */
public abstract class StoreContract extends SinkContract {
  /** How many events the store shows, each once. */
  protected abstract long count(Stream stream);

  /** Their bytes as the store has them, in the order of their ids. */
  protected abstract List<String> data(Stream stream);

  @Test
  void aBatchOfManyRowsLandsWhole() {
    sink.open();

    write(sink, Range.of(OPEN, START, Range.many(10_000, "e")));

    assertThat(count(OPEN)).isEqualTo(10_000);
    assertThat(data(OPEN)).doesNotHaveDuplicates().hasSize(10_000);
  }

  /** Nobody knows what became of the first attempt: whoever comes next offers it again. */
  @Test
  void aRangeThatIsOfferedAgainIsThereOnce() {
    sink.open();
    Batch range = Range.of(OPEN, START, Range.many(100, "e"));
    write(sink, range);

    sink.close();
    sink.open();
    write(sink, Range.again(range));

    assertThat(data(OPEN)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void theLargestEventLandsUnchanged() {
    sink.open();
    String frame = event("big", "\"v\":\"\"");
    String largest = event("big", "\"v\":\"" + "é".repeat(((1 << 20) - frame.length()) / 2) + "\"");

    write(sink, Range.of(OPEN, START, largest));

    assertThat(data(OPEN)).containsExactly(largest);
  }

  @Test
  void everyNaughtyStringStaysByteForByte() throws IOException {
    sink.open();
    List<String> texts = new ArrayList<>();
    for (String naughty : naughtyStrings()) {
      texts.add(event("%04d".formatted(texts.size()), "\"v\":" + quoted(naughty)));
    }

    write(sink, Range.of(OPEN, START, texts));

    assertThat(texts).hasSize(515);
    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
  }

  @Test
  void numbersStayAsTheyWereWritten() {
    sink.open();
    String numbers =
        event("1", "\"a\":9007199254740993,\"b\":123456789012345678901234567890.10,\"c\":1e999");

    write(sink, Range.of(OPEN, START, numbers));

    assertThat(data(OPEN)).containsExactly(numbers);
  }

  /** Which the door lets in, as they are lawful JSON. */
  @Test
  void whatJsonCanSayAndOthersCannotHoldLands() {
    sink.open();
    List<String> texts =
        List.of(
            event("1", "\"v\":\"a\\u0000b\""),
            event("2", "\"v\":\"\\ud800\""),
            event("3", "\"v\":[\"\\udc00\\ud800\"],\"\\udfff\":1"),
            event("4", "\"v\":1e999,\"w\":-1E+999,\"x\":1e-999"),
            event("5", "\"v\":{\"a\":1,\"a\":2},\"v.a\":3"),
            event("6", "\"v\":18446744073709551616,\"w\":-9223372036854775809"),
            event("7", "\"\":\"\",\"v\":" + "[".repeat(60) + "]".repeat(60)));

    Outcome outcome = write(sink, Range.of(OPEN, START, texts));

    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
  }

  protected static String event(String id, String more) {
    return "{\"id\":\"" + id + "\",\"type\":\"t\",\"at\":\"2024-05-06T07:08:09Z\"," + more + "}";
  }

  private static List<String> naughtyStrings() throws IOException {
    List<String> strings = new ArrayList<>();
    String file = Files.readString(Corpora.path("text-naughty/blns.json"), UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(file)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          strings.add(parser.getText());
        }
      }
    }
    return strings;
  }

  private static String quoted(String text) throws IOException {
    var json = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeString(text);
    }
    return json.toString();
  }
}
