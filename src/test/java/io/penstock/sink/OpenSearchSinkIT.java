package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Stream;
import io.penstock.fixture.OpenSearchIndices;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.opensearch.OpenSearchSink;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSearchSinkIT extends StoreContract {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Instant NOW = Range.receivedAt();
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  private final OpenSearchIndices indices = OpenSearchIndices.unmade();
  private String more = "";

  @Override
  protected SinkType type() {
    return OpenSearchSink.TYPE;
  }

  @Override
  protected String configuration() {
    return "url: %s\nindex-prefix: %s\n%s".formatted(indices.url(), indices.prefix(), more);
  }

  private void configure(String yaml) {
    more = yaml + "\n";
    sink = sinkNamed("sink");
  }

  @Override
  protected long count(Stream stream) {
    return indices.count(stream.name());
  }

  @Override
  protected List<String> data(Stream stream) {
    return indices.documents(stream.name()).stream()
        .map(document -> document.getString("data"))
        .toList();
  }

  private String index(LocalDate day) {
    return indices.prefix() + "open-" + day;
  }

  private static String at(Instant time, String id) {
    return "{\"id\":\"%s\",\"at\":\"%s\"}".formatted(id, time);
  }

  /** How many documents a query finds in the stream's indices. */
  private int found(JsonObject query) {
    indices.refresh();
    return indices
        .demand(
            "POST",
            "/" + indices.prefix() + "open*/_count",
            new JsonObject().put("query", query).encode())
        .json()
        .getInteger("count");
  }

  private static JsonObject term(String field, String value) {
    return new JsonObject().put("term", new JsonObject().put(field, value));
  }

  /** What a person makes before, and that wins over the sink's own. */
  private void template(String mappings, String settings) {
    indices.demand(
        "PUT",
        "/_index_template/" + indices.prefix() + "mine",
        """
        {"index_patterns":["%sopen-*"],"priority":900,"template":{"mappings":%s,"settings":%s}}\
        """
            .formatted(indices.prefix(), mappings, settings));
  }

  @Test
  void aDocumentShowsWhatTheEventIsAndWhereItComesFrom() {
    sink.open();
    Instant time = NOW.truncatedTo(ChronoUnit.MICROS);
    String event = "{\"id\":\"1\",\"type\":\"t\",\"at\":\"%s\",\"v\":{\"w\":1.50}}".formatted(time);

    write(sink, Range.of(OPEN, Checkpoint.at(7), event));

    JsonObject document = indices.documents("open").getFirst();
    assertThat(document.getString("@timestamp")).isEqualTo(time.toString());
    assertThat(document.getString("tenant")).isEqualTo(Range.TENANT);
    assertThat(document.getString("id")).isEqualTo("1");
    assertThat(document.getString("type")).isEqualTo("t");
    assertThat(document.getString("topic")).isEqualTo(Range.TOPIC);
    assertThat(document.getInteger("partition")).isZero();
    assertThat(document.getInteger("offset")).isEqualTo(7);
    assertThat(document.getString("data")).isEqualTo(event);
    assertThat(document.getJsonObject("event").getJsonObject("v").getDouble("w")).isEqualTo(1.5);
    assertThat(indices.indices("open")).containsExactly(index(TODAY));
  }

  @Test
  void anEventIsFoundByWhatStandsInIt() {
    sink.open();
    write(
        sink,
        Range.of(
            OPEN,
            START,
            "{\"id\":\"1\",\"user\":{\"plan\":\"free\"},\n\"tags\":[\"a\",\"b\"]}",
            "{\"id\":\"2\",\"user\":{\"plan\":\"paid\"}}"));

    assertThat(found(term("event.user.plan", "free"))).isEqualTo(1);
    assertThat(found(term("event.tags", "b"))).isEqualTo(1);
    assertThat(found(term("id", "2"))).isEqualTo(1);
  }

  /** Of what is cut or left out for the search, all the bytes are kept. */
  @Test
  void whatIsTooLongToBeSearchedLandsAllTheSame() {
    sink.open();
    List<String> texts =
        List.of(
            event("1", "\"v\":\"%s\",\"w\":\"here\"".formatted("x".repeat(40_000))),
            event("2", "\"%s\":1,\"w\":\"here\"".formatted("n".repeat(60_000))),
            event("3", "\"v\":0.%s,\"w\":\"here\"".formatted("9".repeat(2_000))),
            event(
                "4", "\"v\":%s1%s,\"w\":\"here\"".formatted("{\"a\":".repeat(60), "}".repeat(60))),
            event("5", "\"v\":{\"a\":\"first\",\"a\":\"second\"},\"w\":\"here\""));

    assertThat(write(sink, Range.of(OPEN, START, texts))).isEqualTo(DELIVERED);

    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
    assertThat(found(term("event.w", "here"))).isEqualTo(5);
    assertThat(found(term("event.v.a", "first"))).isEqualTo(1);
  }

  @Test
  void theSameIdsInAnotherRangeAreRepeated() {
    sink.open();
    List<String> texts = Range.many(100, "e");
    write(sink, Range.of(OPEN, START, texts));

    Outcome again = write(sink, Range.of(OPEN, Checkpoint.at(100), texts));

    assertThat(again).isEqualTo(new Outcome.Delivered(100, 0));
    assertThat(count(OPEN)).isEqualTo(100);
  }

  @Test
  void ofTheSameIdWithOtherBytesTheFirstStays() {
    sink.open();
    write(sink, Range.of(OPEN, START, event("1", "\"v\":1")));

    assertThat(write(sink, Range.of(OPEN, Checkpoint.at(1), event("1", "\"v\":2"))))
        .isEqualTo(new Outcome.Delivered(1, 0));
    assertThat(data(OPEN)).containsExactly(event("1", "\"v\":1"));
  }

  @Test
  void anEventThatStandsTwiceInABatchIsThereOnce() {
    sink.open();

    assertThat(write(sink, Range.of(OPEN, START, event("1", "\"v\":1"), event("1", "\"v\":2"))))
        .isEqualTo(new Outcome.Delivered(1, 0));
    assertThat(data(OPEN)).containsExactly(event("1", "\"v\":1"));
  }

  @Test
  void eventsAreInTheIndexOfTheirDay() {
    sink.open();

    write(
        sink,
        Range.of(
            OPEN,
            START,
            at(NOW, "1"),
            at(NOW.minus(3, ChronoUnit.DAYS), "2"),
            at(NOW.plus(1, ChronoUnit.DAYS), "3")));

    assertThat(indices.indices("open"))
        .containsExactly(index(TODAY.minusDays(3)), index(TODAY), index(TODAY.plusDays(1)));
  }

  /** Else a sender could have an index made for each day since the year 0. */
  @Test
  void eventsOfTheFarPastAndFutureAreInTheIndexOfTheirReceipt() {
    sink.open();
    List<String> texts =
        List.of(
            at(NOW.minus(31, ChronoUnit.DAYS), "1"),
            "{\"id\":\"2\",\"at\":\"0000-01-01T00:00:00Z\"}",
            "{\"id\":\"3\",\"at\":\"1969-12-31T23:59:59.999999Z\"}",
            "{\"id\":\"4\",\"at\":\"9999-12-31T23:59:59.999999Z\"}");

    assertThat(write(sink, Range.of(OPEN, START, texts))).isEqualTo(DELIVERED);

    assertThat(indices.indices("open")).containsExactly(index(TODAY));
    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
    assertThat(
            found(
                new JsonObject("{\"range\":{\"@timestamp\":{\"gte\":\"9999-12-31T00:00:00Z\"}}}")))
        .isEqualTo(1);
  }

  @Test
  void oneWrongTypeInTenThousandCostsThatEvent() {
    template("{\"properties\":{\"event\":{\"properties\":{\"n\":{\"type\":\"long\"}}}}}", "{}");
    sink.open();
    List<String> texts = new ArrayList<>(Range.many(10_000, "e"));
    texts.set(7_000, "{\"id\":\"bad\",\"n\":\"secret\"}");

    Outcome outcome = write(sink, Range.of(OPEN, START, texts));

    List<Answer> expected = new ArrayList<>(Collections.nCopies(10_000, new Answer.Stored(false)));
    expected.set(
        7_000,
        new Answer.Never(
            new Complaint(
                "illegal_argument_exception",
                "event.n",
                "the value of event.n is no long: illegal_argument_exception: For input string")));
    assertThat(outcome).isEqualTo(new Outcome.PerEvent(expected));
    assertThat(count(OPEN)).isEqualTo(9_999);
  }

  @Test
  void aFieldThatAStrictMappingDoesNotHaveIsNamed() {
    template(
        "{\"properties\":{\"event\":{\"dynamic\":\"strict\",\"properties\":{\"id\":{\"type\":\"keyword\"}}}}}",
        "{}");
    sink.open();

    Outcome outcome =
        write(sink, Range.of(OPEN, START, "{\"id\":\"1\"}", "{\"id\":\"2\",\"x\":1}"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.PerEvent.class,
            each -> {
              assertThat(each.answers().getFirst()).isEqualTo(new Answer.Stored(false));
              assertThat(each.answers().getLast())
                  .isInstanceOfSatisfying(
                      Answer.Never.class,
                      never -> assertThat(never.complaint().field()).isEqualTo("x"));
            });
  }

  @Test
  void aMappingThatChangesWhileItWritesHoldsFromThenOn() {
    template("{\"dynamic\":false,\"properties\":{\"id\":{\"type\":\"keyword\"}}}", "{}");
    sink.open();
    assertThat(write(sink, Range.of(OPEN, START, at(NOW, "1")))).isEqualTo(DELIVERED);

    indices.demand(
        "PUT",
        "/" + index(TODAY) + "/_mapping",
        "{\"properties\":{\"event\":{\"properties\":{\"n\":{\"type\":\"boolean\"}}}}}");

    assertThat(
            write(sink, Range.of(OPEN, Checkpoint.at(1), "{\"id\":\"2\",\"n\":5}", at(NOW, "3"))))
        .isInstanceOfSatisfying(
            Outcome.PerEvent.class,
            each ->
                assertThat(each.answers())
                    .hasExactlyElementsOfTypes(Answer.Never.class, Answer.Stored.class));
  }

  /** Somebody may yet raise the limit, so that its events wait; the others need no new field. */
  @Test
  void aMappingThatExplodesMakesOnlyTheEventsWaitThatNeedMoreOfIt() {
    template(
        "{\"properties\":{\"event\":{\"dynamic\":true,\"type\":\"object\"}}}",
        "{\"index.mapping.total_fields.limit\":40}");
    sink.open();
    StringBuilder wide = new StringBuilder("{\"id\":\"2\"");
    for (int i = 0; i < 60; i++) {
      wide.append(",\"f").append(i).append("\":1");
    }

    Outcome outcome =
        write(sink, Range.of(OPEN, START, "{\"id\":\"1\"}", wide.append('}').toString()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.PerEvent.class,
            each -> {
              assertThat(each.answers().getFirst()).isEqualTo(new Answer.Stored(false));
              assertThat(each.answers().getLast())
                  .isInstanceOfSatisfying(
                      Answer.Later.class,
                      later ->
                          assertThat(later.complaint().reason()).contains("Limit of total fields"));
            });
  }

  @Test
  void anIndexThatIsReadOnlyHoldsTheSinkUntilItIsNot() {
    sink.open();
    write(sink, Range.of(OPEN, START, at(NOW, "1")));
    block("index.blocks.write", true);

    Batch next = Range.of(OPEN, Checkpoint.at(1), at(NOW, "2"), at(NOW, "3"));
    isHeld(write(sink, next), Cause.ACCESS, "index write (api)");

    block("index.blocks.write", false);
    assertThat(write(sink, next)).isEqualTo(DELIVERED);
  }

  /** What the server does to an index when the disk is nearly full. */
  @Test
  void aFullDiskHoldsTheSink() {
    sink.open();
    write(sink, Range.of(OPEN, START, at(NOW, "1")));
    block("index.blocks.read_only_allow_delete", true);

    Batch next = Range.of(OPEN, Checkpoint.at(1), at(NOW, "2"));
    isHeld(write(sink, next), Cause.CAPACITY, "disk usage exceeded flood-stage watermark");

    block("index.blocks.read_only_allow_delete", false);
    assertThat(write(sink, next)).isEqualTo(DELIVERED);
  }

  private void block(String setting, boolean on) {
    indices.demand("PUT", "/" + index(TODAY) + "/_settings", "{\"%s\":%s}".formatted(setting, on));
  }

  @Test
  void anIndexOfThePastThatTakesNothingDelaysOnlyItsOwnEvents() {
    sink.open();
    Instant before = NOW.minus(2, ChronoUnit.DAYS);
    write(sink, Range.of(OPEN, START, at(before, "1")));
    indices.demand("POST", "/" + index(TODAY.minusDays(2)) + "/_close", "");

    Outcome mixed = write(sink, Range.of(OPEN, Checkpoint.at(1), at(before, "2"), at(NOW, "3")));
    Outcome alone = write(sink, Range.of(OPEN, Checkpoint.at(3), at(before, "4")));

    assertThat(answers(mixed)).hasExactlyElementsOfTypes(Answer.Later.class, Answer.Stored.class);
    assertThat(answers(alone)).hasExactlyElementsOfTypes(Answer.Later.class);
  }

  private static List<Answer> answers(Outcome outcome) {
    return ((Outcome.PerEvent) outcome).answers();
  }

  private static void isHeld(Outcome outcome, Cause cause, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Hold.class,
            hold -> {
              assertThat(hold.cause()).as(hold.toString()).isEqualTo(cause);
              assertThat(hold.reason()).contains(why);
            });
  }

  /** Else it would be counted as delivered, and be nowhere. */
  @Test
  void whatAPipelineOfTheIndexDropsIsADeadLetter() {
    indices.demand(
        "PUT",
        "/_ingest/pipeline/" + indices.prefix() + "drops",
        "{\"processors\":[{\"drop\":{}}]}");
    template("{}", "{\"index.default_pipeline\":\"%sdrops\"}".formatted(indices.prefix()));
    sink.open();

    Outcome outcome = write(sink, Range.of(OPEN, START, at(NOW, "1")));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.PerEvent(
                List.of(
                    new Answer.Never(
                        new Complaint("200", "", "a pipeline of the index has dropped it")))));
  }

  /** It is no event's fault, so that none may become a dead letter for it. */
  @Test
  void aTemplateThatMakesNoIndexHoldsTheSink() {
    template("{}", "{\"index.sort.field\":\"nope\"}");
    sink.open();

    isHeld(write(sink, Range.of(OPEN, START, at(NOW, "1"))), Cause.UNKNOWN, "illegal_argument");
  }

  @Test
  void anIndexThatNobodyMayMakeHoldsTheSink() {
    sink.open();
    autoCreate("\"-%s*,+*\"".formatted(indices.prefix()));

    isHeld(write(sink, Range.of(OPEN, START, at(NOW, "1"))), Cause.SCHEMA, "no such index");

    autoCreate("null");
    assertThat(write(sink, Range.of(OPEN, START, at(NOW, "1")))).isEqualTo(DELIVERED);
  }

  private void autoCreate(String value) {
    indices.demand(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"action.auto_create_index\":%s}}".formatted(value));
  }

  @Test
  void aTemplateThatIsThereIsLeftAlone() {
    sink.open();
    sink.close();
    String path = "/_index_template/penstock-" + indices.prefix() + "open";
    indices.demand(
        "PUT",
        path,
        "{\"index_patterns\":[\"%sopen-*\"],\"priority\":7}".formatted(indices.prefix()));

    sink.open();

    assertThat(indices.demand("GET", path, "").text()).contains("\"priority\":7");
  }

  @Test
  void ofTwoStreamsWhoseNamesBeginAlikeEachHasItsOwn() {
    Stream longer =
        new Stream(
            "open-orders",
            "other",
            OPEN.kind(),
            OPEN.idField(),
            OPEN.typeField(),
            OPEN.timeField(),
            OPEN.sessionField(),
            OPEN.key(),
            OPEN.eventsMax(),
            OPEN.eventBytesMax());
    sink.open();

    write(sink, Range.of(OPEN, START, at(NOW, "1")));
    write(sink, Range.of(longer, START, at(NOW, "1"), at(NOW, "2")));

    long fromMicros = ChronoUnit.MICROS.between(Instant.EPOCH, NOW) - 3_600_000_000L;
    try (Holdings holdings = holdings(OPEN)) {
      List<String> ids = new ArrayList<>();
      holdings.rows(fromMicros, fromMicros + 7_200_000_000L, held -> ids.add(held.id()));
      assertThat(ids).containsExactly("1");
    }
  }

  private Holdings holdings(Stream stream) {
    return ((Inspectable) sink)
        .inspect(stream, java.util.Optional.empty(), java.time.Duration.ofSeconds(10));
  }

  @Test
  void aDataStreamTakesEachRecordOnceEvenWhenItRollsOver() {
    configure("indices: data-stream");
    sink.open();
    Batch range = Range.of(OPEN, START, Range.many(100, "e"));
    assertThat(sink.wantsIntents()).isTrue();
    assertThat(write(sink, range)).isEqualTo(DELIVERED);
    indices.demand("POST", "/" + indices.prefix() + "open/_rollover", "");

    Outcome again = write(sink, Range.again(range));

    assertThat(again).isEqualTo(new Outcome.Delivered(100, 0));
    assertThat(data(OPEN)).hasSize(100).doesNotHaveDuplicates();
    assertThat(write(sink, Range.of(OPEN, Checkpoint.at(100), Range.many(5, "f"))))
        .isEqualTo(DELIVERED);
  }

  @Test
  void aRangeThatNobodyKnowsOfLandsInADataStreamThatIsNotThereYet() {
    configure("indices: data-stream");
    sink.open();

    assertThat(write(sink, Range.again(Range.of(OPEN, START, Range.many(3, "e")))))
        .isEqualTo(DELIVERED);

    assertThat(count(OPEN)).isEqualTo(3);
  }

  @Test
  void compressedBulksLand() {
    configure("compression: gzip");
    sink.open();

    assertThat(write(sink, Range.of(OPEN, START, Range.many(1_000, "e")))).isEqualTo(DELIVERED);

    assertThat(count(OPEN)).isEqualTo(1_000);
  }

  @Test
  void doesNotOpenWhereItIsRefused() {
    template("{}", "{}");
    indices.demand(
        "PUT",
        "/_index_template/" + indices.prefix() + "same",
        "{\"index_patterns\":[\"%sopen-*\"],\"priority\":%d}"
            .formatted(indices.prefix(), 100 + (indices.prefix() + "open").length()));

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("OpenSearch: ")
        .hasMessageContaining("index patterns");
  }
}
