package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Stream;
import io.penstock.fixture.Guide;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every sink promises that keeps rows and its own checkpoint in one transaction. */
public abstract class SqlSinkContract extends StoreContract {
  private static final String TYPE_REFUSED = "refused";

  /** Looks into the store, past the sink where that is possible. */
  protected abstract List<List<@Nullable Object>> rows(String sql);

  /** Makes the table of the stream so that it refuses events of one type; before the sink opens. */
  protected abstract void refuse(Stream stream, String type);

  /** What a person does to the database while the sink is closed. */
  protected abstract void execute(String sql);

  @Override
  protected final long count(Stream stream) {
    Object count = rows("SELECT count(*) FROM " + stream.name()).getFirst().getFirst();
    return count instanceof Number number ? number.longValue() : -1;
  }

  @Override
  protected final List<String> data(Stream stream) {
    return rows("SELECT CAST(data AS VARCHAR) FROM " + stream.name() + " ORDER BY id").stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  protected final Checkpoint checkpoint() {
    return sink.checkpoint(Range.TOPIC, 0).orElseThrow();
  }

  @Test
  void setsAsideWhatDoesNotFitTheTypeThatAPersonGaveAColumn() {
    sink.open();
    sink.close();
    execute("ALTER TABLE analytics ALTER COLUMN name TYPE integer USING name::integer");
    sink.open();

    Encoded encoded =
        sink.encode(Range.of(Range.ANALYTICS, START, named("1", "7"), named("2", "seven")));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(
                1,
                new Complaint(
                    "22003",
                    "name",
                    "the value of name is no whole number from -2147483648 to 2147483647")));
    assertThat(sink.write(encoded)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rows("SELECT id, name FROM analytics")).containsExactly(List.of("1", 7));
    assertThat(checkpoint()).isEqualTo(new Checkpoint(0, 2, new Counts(1, 0, 0, 0, 1)));
  }

  @Test
  void setsAsideWhatHasNoValueForAColumnThatMustHaveOne() {
    sink.open();
    sink.close();
    execute("ALTER TABLE analytics ALTER COLUMN name SET NOT NULL");
    sink.open();

    Encoded encoded =
        sink.encode(Range.of(Range.ANALYTICS, START, "{\"id\":\"1\"}", named("2", "x")));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(0, new Complaint("23502", "name", "name must have a value and has none")));
    assertThat(sink.write(encoded)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(count(Range.ANALYTICS)).isEqualTo(1);
  }

  private static String named(String id, String name) {
    return "{\"id\":\"%s\",\"type\":\"custom\",\"name\":\"%s\"}".formatted(id, name);
  }

  @Test
  void theStatementOfTheGuideFindsSessions() {
    sink.open();
    String event =
        """
        {"id":"%d","type":"pageview","session_id":"s","timestamp":"2024-05-06T%s:00Z"}\
        """;
    write(
        sink,
        Range.of(
            Range.ANALYTICS,
            START,
            event.formatted(1, "07:00"),
            event.formatted(2, "07:29"),
            event.formatted(3, "07:59"),
            event.formatted(4, "09:00")));

    assertThat(
            rows(
                "SELECT concat(visit, ':', events) FROM (%s) AS found ORDER BY visit"
                    .formatted(Guide.sessions().replace("FROM events", "FROM analytics"))))
        .containsExactly(List.of("1:2"), List.of("2:1"), List.of("3:1"));
  }

  @Test
  void theSameRangeTwiceIsOnce() {
    sink.open();
    Batch batch = Range.of(OPEN, START, Range.many(100, "e"));
    write(sink, batch);

    Outcome again = write(sink, batch);

    assertThat(again).isEqualTo(new Outcome.Superseded());
    assertThat(count(OPEN)).isEqualTo(100);
    assertThat(checkpoint()).isEqualTo(batch.after(0, 0));
  }

  @Test
  void aWriterThatIsBehindWritesNothing() {
    sink.open();
    write(sink, Range.of(OPEN, START, Range.many(10, "e")));

    Outcome behind = write(sink, Range.of(OPEN, START, Range.many(20, "late")));

    assertThat(behind).isEqualTo(new Outcome.Superseded());
    assertThat(count(OPEN)).isEqualTo(10);
    assertThat(checkpoint().next()).isEqualTo(10);
  }

  @Test
  void theSameIdsInAnotherRangeAreRepeated() {
    sink.open();
    List<String> texts = Range.many(100, "e");
    write(sink, Range.of(OPEN, START, texts));

    Outcome again = write(sink, Range.of(OPEN, checkpoint(), texts));

    assertThat(again).isEqualTo(new Outcome.Delivered(100, 0));
    assertThat(count(OPEN)).isEqualTo(100);
    assertThat(checkpoint()).isEqualTo(new Checkpoint(0, 200, new Counts(100, 100, 0, 0, 0)));
  }

  @Test
  void ofTheSameIdWithOtherBytesTheFirstStays() {
    sink.open();
    write(sink, Range.of(OPEN, START, event("1", "\"v\":1")));

    Outcome other =
        write(sink, Range.of(OPEN, checkpoint(), event("1", "\"v\":2"), event("2", "\"v\":3")));

    assertThat(other).isEqualTo(new Outcome.Delivered(1, 1));
    assertThat(data(OPEN)).containsExactly(event("1", "\"v\":1"), event("2", "\"v\":3"));
  }

  @Test
  void ofTheSameIdTwiceInABatchTheFirstStays() {
    sink.open();

    Outcome outcome =
        write(
            sink,
            Range.of(
                OPEN, START, event("1", "\"v\":1"), event("1", "\"v\":1"), event("1", "\"v\":2")));

    assertThat(outcome).isEqualTo(new Outcome.Delivered(2, 1));
    assertThat(data(OPEN)).containsExactly(event("1", "\"v\":1"));
  }

  /** Whatever else came between: what differs from the row that stays is a conflict. */
  @Test
  void conflictsAreCountedAgainstTheRowThatStays() {
    sink.open();
    write(sink, Range.of(OPEN, START, event("1", "\"v\":1"), event("2", "\"v\":1")));

    Outcome firstAgain =
        write(sink, Range.of(OPEN, checkpoint(), event("1", "\"v\":2"), event("1", "\"v\":1")));
    Outcome twiceAnother =
        write(sink, Range.of(OPEN, checkpoint(), event("2", "\"v\":2"), event("2", "\"v\":2")));

    assertThat(firstAgain).isEqualTo(new Outcome.Delivered(2, 1));
    assertThat(twiceAnother).isEqualTo(new Outcome.Delivered(2, 2));
  }

  @Test
  void theCheckpointSurvivesClosing() {
    sink.open();
    write(sink, new Batch(OPEN, Range.TOPIC, 0, Checkpoint.at(7), 12, List.of(), FIVE_FILTERED));
    sink.close();

    sink.open();

    assertThat(checkpoint()).isEqualTo(new Checkpoint(7, 12, new Counts(0, 0, 5, 0, 0)));
    assertThat(sink.checkpoint(Range.TOPIC, 1)).isEmpty();
  }

  @Test
  void offsetsWithoutARecordAreCountedInATableOfAnEarlierVersionToo() {
    sink.open();
    write(sink, new Batch(OPEN, Range.TOPIC, 0, START, 5, List.of(), FIVE_FILTERED));
    sink.close();
    execute("ALTER TABLE sink_offsets DROP COLUMN absent");

    sink.open();
    var twoAbsent = new Counts(0, 0, 0, 0, 0, 2);
    write(sink, new Batch(OPEN, Range.TOPIC, 0, checkpoint(), 7, List.of(), twoAbsent));

    assertThat(checkpoint()).isEqualTo(new Checkpoint(0, 7, new Counts(0, 0, 5, 0, 0, 2)));
  }

  @Test
  void aStoreThatLostItsCheckpointBeginsNothingInTheMiddle() {
    sink.open();
    var from = new Checkpoint(0, 50, new Counts(50, 0, 0, 0, 0));

    Outcome outcome = write(sink, Range.of(OPEN, from, Range.many(10, "e")));

    assertThat(outcome).isEqualTo(new Outcome.Superseded());
    assertThat(count(OPEN)).isZero();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).isEmpty();
  }

  @Test
  void farTimesLand() {
    sink.open();
    List<String> times =
        List.of("0001-01-01T12:00:00Z", "1677-06-01T00:00:00Z", "9999-12-31T12:00:00.999999Z");

    write(
        sink,
        Range.of(
            OPEN,
            START,
            times.stream()
                .map(time -> "{\"id\":\"" + time + "\",\"at\":\"" + time + "\"}")
                .toList()));

    assertThat(rows("SELECT CAST(extract(year FROM time) AS INTEGER) FROM open ORDER BY time"))
        .containsExactly(List.of(1), List.of(1677), List.of(9999));
  }

  @Test
  void whatTheDatabaseCannotHoldStaysInTheDataAndIsReplacedInColumns() {
    sink.open();
    String text =
        """
        {"id":"1","type":"click","timestamp":"2024-05-06T07:08:09Z","label":"a\\u0000b\\ud800c",\
        "element":"\\ud83d\\ude00","properties":{"p":"\\u0000\\udc00"},"x":1.5}\
        """;

    write(sink, Range.of(Range.ANALYTICS, START, text));

    assertThat(data(Range.ANALYTICS)).containsExactly(text);
    assertThat(rows("SELECT label, element, CAST(properties AS VARCHAR), x FROM analytics"))
        .containsExactly(
            List.of("a\uFFFDb\uFFFDc", "\uD83D\uDE00", "{\"p\":\"\\u0000\\udc00\"}", 1.5));
  }

  @Test
  void unknownFieldsStayInTheDataAndMissingOnesAreNull() {
    sink.open();
    String text =
        """
        {"id":"1","type":"click","timestamp":"2024-05-06T07:08:09Z","nobody-knows":[1, {"a" : 2}]}\
        """;

    write(sink, Range.of(Range.ANALYTICS, START, text));

    assertThat(data(Range.ANALYTICS)).containsExactly(text);
    assertThat(rows("SELECT count(*) FROM analytics WHERE path IS NULL AND x IS NULL"))
        .containsExactly(List.of(1L));
  }

  @Test
  void aRowThatIsRefusedTakesTheWholeBatchWithIt() {
    refuse(OPEN, TYPE_REFUSED);
    sink.open();
    Batch batch = Range.of(OPEN, START, event("1", "\"v\":1"), typed(TYPE_REFUSED));

    Outcome outcome = write(sink, batch);

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(count(OPEN)).isZero();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).isEmpty();
    assertThat(write(sink, Range.of(OPEN, START, event("1", "\"v\":1"))))
        .isEqualTo(new Outcome.Delivered(0, 0));
  }

  private static String typed(String type) {
    return "{\"id\":\"typed\",\"type\":\"" + type + "\"}";
  }
}
