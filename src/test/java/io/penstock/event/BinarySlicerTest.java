package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.cloudevents.Attribute;
import io.penstock.event.cloudevents.Attributes;
import io.penstock.event.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CloudEvent whose attributes stand beside its data, on its way in and on its way out. */
class BinarySlicerTest {
  private static final String MINIMAL =
      "\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"";
  private static final Stream STREAM =
      Stream.fixed(Stream.Kind.CLOUDEVENTS, "things", "things", KeyStrategy.ROUND_ROBIN, 10, 4_000);

  private final BinarySlicer slicer = new BinarySlicer(STREAM);
  private final EventReader reader = new EventReader(STREAM, "nobody");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "application/json|{\"a\": 1.0}|\"data\":{\"a\": 1.0}",
        "Application/JSON; charset=utf-8|\"x\"|\"data\":\"x\"",
        "application/vnd.x+json|[1]|\"data\":[1]",
        "text/plain|a \"b\" é|\"data\":\"a \\\"b\\\" é\"",
        "text/plain; charset=utf-16|abc|\"data_base64\":\"YWJj\"",
        "application/xml|<a/>|\"data_base64\":\"PGEvPg==\"",
        "image/png|{}|\"data_base64\":\"e30=\"",
      })
  void whatStoodApartBecomesOneEvent(String type, String data, String member) throws MalformedJson {
    Attributes attributes = attributes("datacontenttype", type);

    assertThat(check(data, attributes).violations()).isEmpty();
    assertThat(whole(data.getBytes(UTF_8), attributes))
        .isEqualTo("{" + MINIMAL + ",\"datacontenttype\":\"" + type + "\"," + member + "}");
  }

  @Test
  void dataOfNoTypeAreJsonOrBytes() throws MalformedJson {
    assertThat(whole("[1]".getBytes(UTF_8), attributes()))
        .isEqualTo("{" + MINIMAL + ",\"data\":[1]}");
    assertThat(whole("abc".getBytes(UTF_8), attributes()))
        .isEqualTo("{" + MINIMAL + ",\"data_base64\":\"YWJj\"}");
    assertThat(whole("[".repeat(64).concat("]".repeat(64)).getBytes(UTF_8), attributes()))
        .startsWith("{" + MINIMAL + ",\"data_base64\":");
    assertThat(whole(new byte[0], attributes())).isEqualTo("{" + MINIMAL + "}");
  }

  @Test
  void dataThatBreakTheirWordAreKeptAsBytes() throws MalformedJson {
    byte[] noUtf8 = {'a', (byte) 0xff};

    assertThat(whole(noUtf8, attributes("datacontenttype", "text/plain"))).endsWith("\"Yf8=\"}");
    assertThat(whole(noUtf8, attributes("datacontenttype", "application/json")))
        .endsWith("\"data_base64\":\"Yf8=\"}");
  }

  @Test
  void dataThatSayTheyAreJsonMustBe() {
    Attributes json = attributes("datacontenttype", "application/json");

    assertThatThrownBy(() -> check("{\"a\":01}", json))
        .isInstanceOfSatisfying(
            MalformedJson.class, malformed -> assertThat(malformed.offset()).isEqualTo(6));
    assertThatThrownBy(() -> check("{} {}", json)).isInstanceOf(MalformedJson.class);
  }

  @ParameterizedTest
  @CsvSource({
    "data,x,/data",
    "aString,x,/aString",
    "a-b,x,/a-b",
    "time,noon,/time",
    "id,j,/id",
    "subject,'',/subject"
  })
  void attributesThatStandApartKeepTheSameRules(String name, String value, String pointer)
      throws MalformedJson {
    assertThat(check("", attributes(name, value)).violations())
        .extracting(Violation::pointer)
        .containsExactly(pointer);
  }

  @Test
  void dataHaveTheBoundsOfEvents() throws MalformedJson {
    Attributes json = attributes("datacontenttype", "application/json");

    assertThat(check("[".repeat(63) + "]".repeat(63), json).violations()).isEmpty();
    assertThat(check("[".repeat(64) + "]".repeat(64), json).violations())
        .extracting(Violation::code)
        .containsExactly("nested_too_deep");
    assertThat(check("x".repeat(4_000), attributes()).violations()).isEmpty();
    assertThat(check("x".repeat(4_001), attributes()).violations())
        .extracting(Violation::code)
        .containsExactly("event_too_large");
  }

  @Test
  void anEventIsKnownBySourceAndId() throws MalformedJson {
    byte[] data = reader.whole("1".getBytes(UTF_8), attributes());

    assertThat(reader.read(3, 9, data, null, null, "t-0-").id()).isEqualTo("/s i");
    assertThat(reader.read(4, 9, "{\"id\":\"i\"}".getBytes(UTF_8), null, null, "t-0-").id())
        .isEqualTo("t-0-4");
  }

  @Test
  void inOtherStreamsSuchHeadersMeanNothing() {
    var open = new EventReader(Sliced.open(10, 1_000), "nobody");
    byte[] value = "{}".getBytes(UTF_8);

    assertThat(open.whole(value, attributes())).isSameAs(value);
  }

  private Slices check(String data, Attributes attributes) throws MalformedJson {
    return slicer.slice(data.getBytes(UTF_8), attributes, Sliced.TENANT, Sliced.NOW_MICROS);
  }

  private String whole(byte[] data, Attributes attributes) throws MalformedJson {
    byte[] whole = reader.whole(data, attributes);
    assertThat(reader.read(0, 9, whole, null, null, "o").type()).isEqualTo("t");
    return new String(whole, UTF_8);
  }

  /** The four that an event needs, and one more. */
  private static Attributes attributes(String... more) {
    List<Attribute> all = new ArrayList<>();
    all.add(new Attribute("specversion", "1.0"));
    all.add(new Attribute("id", "i"));
    all.add(new Attribute("source", "/s"));
    all.add(new Attribute("type", "t"));
    if (more.length > 0) {
      all.add(new Attribute(more[0], more[1]));
    }
    return new Attributes(all);
  }
}
