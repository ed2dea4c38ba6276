package io.penstock.fuzz;

import io.penstock.fixture.Installation;
import io.penstock.fuzz.JsonEvents.Form;
import java.util.List;

/** Makes any request of a run from its seed and number, alone. One thread at a time. */
final class Grammar {
  static final String KEY = Installation.KEY;

  private static final int GOOD_PERCENT = 40;
  private static final List<Form> JSON_FORMS =
      List.of(Form.SINGLE, Form.ARRAY, Form.AIRY_ARRAY, Form.ENVELOPE);
  private static final List<Form> LINE_FORMS = List.of(Form.LINES, Form.DOS_LINES);
  private static final List<Form> BATCH_FORMS = List.of(Form.ARRAY, Form.AIRY_ARRAY);
  private static final List<String> JSON_TYPES =
      List.of(
          "application/json",
          "application/json",
          "Application/JSON; charset=utf-8",
          "application/json;charset=\"UTF-8\"");
  private static final List<String> LINE_TYPES =
      List.of("application/x-ndjson", "application/ndjson", "application/jsonl; charset=utf-8");
  private static final List<String> RECEIPTS =
      List.of("open~0:0-0", "events~0:0-9~3:5-5", "cloudevents~1:0-100000");

  private final long seed;
  private final Fingerprint fingerprint = new Fingerprint();

  Grammar(long seed) {
    this.seed = seed;
  }

  Request request(int number) {
    var dice = new Dice(seed, number);
    boolean good = dice.below(100) < GOOD_PERCENT;
    Way way = Way.any(dice);
    var events = new JsonEvents(dice, number, good);
    Draft draft = draft(number, way, dice, events);
    head(draft, dice);
    if (good) {
      draft.announce();
    } else {
      new Damage(draft, dice).inflict();
    }
    return draft.request();
  }

  private Draft draft(int number, Way way, Dice dice, JsonEvents events) {
    return switch (way.kind()) {
      case EVENTS -> events(number, way, dice, events);
      case CLOUD ->
          dice.once(2)
              ? new BinaryCloudEvent(dice, events, fingerprint).draft(number, way)
              : cloud(number, way, dice, events);
      case OTLP -> export(number, way, dice, events);
      case QUESTION -> question(number, way, dice);
    };
  }

  private Draft events(int number, Way way, Dice dice, JsonEvents events) {
    boolean lines = dice.once(3);
    boolean typeless = !lines && dice.once(10);
    boolean withIds = way.stream().equals("events") || !dice.once(4);
    Form form = dice.oneOf(lines ? LINE_FORMS : JSON_FORMS);
    Content content = content(form, way, withIds, events);
    var draft = new Draft(number, way, target(way.path(), dice), content, dice);
    if (!typeless) {
      draft.with("content-type", dice.oneOf(lines ? LINE_TYPES : JSON_TYPES));
    }
    if (!withIds || dice.once(10)) {
      draft.with("idempotency-key", "key \"" + events.mark(0));
    }
    return draft;
  }

  /** Two events without an id are two, also with the same bytes: so they all differ. */
  private Content content(Form form, Way way, boolean withIds, JsonEvents events) {
    if (!withIds) {
      return events.contentWithoutRepeats(form, events::withoutId, fingerprint);
    }
    boolean open = way.stream().equals("open");
    return events.content(form, open ? events::open : events::analytics, fingerprint);
  }

  private Draft cloud(int number, Way way, Dice dice, JsonEvents events) {
    boolean batch = dice.once(2);
    Form form = batch ? dice.oneOf(BATCH_FORMS) : Form.SINGLE;
    Content content = events.content(form, events::cloud, fingerprint);
    return new Draft(number, way, target(way.path(), dice), content, dice)
        .with(
            "content-type",
            batch
                ? "application/cloudevents-batch+json; charset=utf-8"
                : "application/cloudevents+json");
  }

  private Draft export(int number, Way way, Dice dice, JsonEvents events) {
    boolean protobuf = dice.once(2);
    Content content = new Telemetry(way, dice, events, fingerprint).content(protobuf);
    var draft = new Draft(number, way, way.path(), content, dice);
    draft.protobuf = protobuf;
    return draft.with("content-type", protobuf ? "application/x-protobuf" : "application/json");
  }

  private static Draft question(int number, Way way, Dice dice) {
    String path = way == Way.RECEIPT ? way.path() + dice.oneOf(RECEIPTS) : way.path();
    var draft = new Draft(number, way, path, Content.NONE, dice);
    draft.method = "GET";
    return draft;
  }

  private static String target(String path, Dice dice) {
    return switch (dice.below(12)) {
      case 0 -> path + "?atomic=true";
      case 1 -> path + "?atomic=false&more=%C3%A9";
      default -> path;
    };
  }

  private static void head(Draft draft, Dice dice) {
    draft.with("host", "127.0.0.1");
    draft.with("x-request-id", Request.idOf(draft.number));
    switch (dice.below(4)) {
      case 0 -> draft.with("X-API-Key", KEY);
      case 1 -> draft.with("authorization", "Bearer 00000000-0000-0000-0000-000000000000:" + KEY);
      default -> draft.with("Authorization", "Bearer " + KEY);
    }
    if (dice.once(4)) {
      draft.with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
    if (!draft.way.isQuestion()) {
      draft.compression = Compression.any(dice);
      draft.chunked = dice.once(4);
      if (dice.once(50)) {
        draft.with("expect", "100-continue");
      }
    }
  }
}
