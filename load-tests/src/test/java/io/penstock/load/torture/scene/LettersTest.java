package io.penstock.load.torture.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import io.penstock.load.torture.account.Reading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LettersTest {
  private static final List<String> HEADERS =
      List.of("tenant", "origin-topic", "origin-partition", "origin-offset", "error-class");

  private final Book book = new Book(1);
  private final Reading reading = new Reading("sink", book);
  private final Poison poison = new Poison();
  private final Letters letters = new Letters(Map.of("sink", reading), poison);
  private final byte[] event = new EventMaker(7).event(new EventName(0, 0));

  @BeforeEach
  void send() {
    book.sent(0, 1, event);
    book.acknowledged(0, 0, 1, false);
  }

  private static ConsumerRecord<byte[], byte[]> letter(
      String sink, String key, byte @Nullable [] value) {
    var record = new ConsumerRecord<byte[], byte[]>("t.dlq", 0, 0, key.getBytes(UTF_8), value);
    HEADERS.forEach(name -> record.headers().add("penstock-" + name, new byte[1]));
    record.headers().add("penstock-error-message", "why".getBytes(UTF_8));
    record.headers().add("penstock-sink", sink.getBytes(UTF_8));
    return record;
  }

  @Test
  void takesALetterToTheAccountOfItsSink() {
    letters.take(letter("sink", "p0-k1", event));

    assertThat(reading.tally().dead()).isEqualTo(1);
    assertThat(reading.tally().lost()).isZero();
    assertThat(reading.tally().wrong()).isZero();
    assertThat(letters.incomplete()).isZero();
  }

  @Test
  void missesAHeader() {
    var incomplete = letter("sink", "p0-k1", event);
    incomplete.headers().remove("penstock-origin-offset");

    letters.take(incomplete);

    assertThat(letters.incomplete()).isEqualTo(1);
  }

  @Test
  void knowsNoLetterOfAnUnknownSink() {
    letters.take(letter("another", "p0-k1", event));

    assertThat(letters.incomplete()).isEqualTo(1);
    assertThat(reading.tally().lost()).isEqualTo(1);
  }

  @Test
  void countsPoisonByItsKeyWhateverItsValueIs() {
    for (int number = 0; number < 16; number++) {
      letters.take(letter("sink", "poison-" + number, poison.value(number)));
    }

    assertThat(letters.poisoned("sink")).isEqualTo(16);
    assertThat(letters.poisoned("another")).isZero();
    assertThat(letters.wrong()).isZero();
    assertThat(reading.tally().dead()).isZero();
  }

  @Test
  void seesPoisonThatIsThereTwiceOrChanged() {
    letters.take(letter("sink", "poison-0", poison.value(0)));
    letters.take(letter("sink", "poison-0", poison.value(0)));
    letters.take(letter("sink", "poison-1", Objects.requireNonNull(poison.value(0))));

    assertThat(letters.poisoned("sink")).isEqualTo(2);
    assertThat(letters.wrong()).isEqualTo(2);
  }

  private ConsumerRecord<byte[], byte[]> placed(String path) {
    var placed = letter("sink", "p0-k1", event);
    placed.headers().remove("penstock-origin-partition").remove("penstock-origin-offset");
    placed.headers().add("penstock-origin-partition", "2".getBytes(UTF_8));
    placed.headers().add("penstock-origin-offset", "17".getBytes(UTF_8));
    placed.headers().add("penstock-error-path", path.getBytes(UTF_8));
    return placed;
  }

  @Test
  void knowsALetterWhoseSourceRecordIsAnother() {
    letters.take(placed("name"));
    letters.compare(new ConsumerRecord<>("t", 2, 16, new byte[0], event));
    letters.compare(new ConsumerRecord<>("t", 2, 17, new byte[0], "other".getBytes(UTF_8)));
    assertThat(letters.misplaced()).isEqualTo(1);

    letters.compare(new ConsumerRecord<>("t", 2, 17, new byte[0], event));
    assertThat(letters.misplaced()).isZero();
  }

  @Test
  void countsWhatLettersBlame() {
    letters.take(placed("name"));
    letters.take(placed("type"));
    letters.take(placed("name"));

    assertThat(letters.byPath()).isEqualTo(Map.of("name", 2L, "type", 1L));
  }
}
