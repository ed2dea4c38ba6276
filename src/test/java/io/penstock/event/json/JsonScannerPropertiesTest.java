package io.penstock.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The scanner and another strict parser must not disagree about anything. */
class JsonScannerPropertiesTest {

  @Property
  void endsWhereTheOtherParserEnds(@ForAll("documents") byte[] document)
      throws IOException, MalformedJson {
    assertThat(Scanned.accepts(document)).isTrue();
    assertThat(Jackson.accepts(document)).isTrue();
    assertThat(Scanned.endOfValue(document)).isEqualTo(Jackson.endOfValue(document));
  }

  @Property(tries = 5_000)
  void refusesExactlyWhatTheOtherParserRefuses(
      @ForAll("documents") byte[] document, @ForAll("changes") List<Change> changes) {
    byte[] changed = document;
    for (Change change : changes) {
      changed = change.of(changed);
    }

    assertThat(Scanned.accepts(changed)).isEqualTo(Jackson.accepts(changed));
  }

  @Property
  void refusesExactlyWhatTheOtherParserRefusesOfAnyBytes(@ForAll byte[] bytes) {
    assertThat(Scanned.accepts(bytes)).isEqualTo(Jackson.accepts(bytes));
  }

  @Property
  void countsTheLevels(@ForAll @IntRange(min = 1, max = 3_000) int levels) throws MalformedJson {
    String arrays = "[".repeat(levels) + "1" + "]".repeat(levels);
    String objects = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    String both = "[{\"a\":".repeat(levels) + "1" + "}]".repeat(levels);

    assertThat(Scanned.whole(arrays)).isEqualTo(levels);
    assertThat(Scanned.whole(objects)).isEqualTo(levels);
    assertThat(Scanned.whole(both)).isEqualTo(2 * levels);
  }

  /** One byte put in, taken out or replaced; {@code where} is a share of the length. */
  record Change(Kind kind, double where, byte what) {
    enum Kind {
      INSERT,
      DELETE,
      REPLACE
    }

    byte[] of(byte[] bytes) {
      int at = (int) (where * bytes.length);
      int gone = kind == Kind.INSERT || bytes.length == 0 ? 0 : 1;
      int come = kind == Kind.DELETE ? 0 : 1;
      byte[] changed = new byte[bytes.length - gone + come];
      System.arraycopy(bytes, 0, changed, 0, at);
      if (come > 0) {
        changed[at] = what;
      }
      System.arraycopy(bytes, at + gone, changed, at + come, bytes.length - at - gone);
      return changed;
    }
  }

  @Provide
  Arbitrary<byte[]> documents() {
    return Documents.any();
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Byte> telling =
        Arbitraries.of(
            "{}[]\",:\\ue+-.019truefalsn \n\t\0/*#'".chars().mapToObj(c -> (byte) c).toList());
    return Combinators.combine(
            Arbitraries.of(Change.Kind.class),
            Arbitraries.doubles().between(0, 0.99),
            Arbitraries.oneOf(telling, Arbitraries.bytes()))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
