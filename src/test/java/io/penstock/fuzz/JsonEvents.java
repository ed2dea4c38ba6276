package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Good events that are JSON objects, in each form that a body may have. */
final class JsonEvents {
  static final int EVENTS_MAX = 20;

  /** That of the key, where the configuration says nothing. */
  private static final String TENANT = "00000000-0000-0000-0000-000000000000";

  private static final long FIRST_SECOND = Instant.parse("2026-11-19T00:00:00Z").getEpochSecond();
  private static final List<String> GAPS = List.of("", "", " ", "\t", "  ");

  /** How events stand in a body. */
  enum Form {
    SINGLE("", "", ""),
    ARRAY("[", ",", "]"),
    AIRY_ARRAY(" [\n", " ,\n", "\n]\n"),
    ENVELOPE("{\"events\": [", ", ", "]}"),
    LINES("", "\n", "\n"),
    DOS_LINES("\n", "\r\n\r\n", "");

    private final String before;
    private final String between;
    private final String after;

    Form(String before, String between, String after) {
      this.before = before;
      this.between = between;
      this.after = after;
    }

    boolean isLines() {
      return this == LINES || this == DOS_LINES;
    }
  }

  /** Makes the {@code index}th event of a request. */
  interface Maker {
    String event(int index);
  }

  private final Dice dice;
  private final int request;
  private final boolean good;

  JsonEvents(Dice dice, int request, boolean good) {
    this.dice = dice;
    this.request = request;
    this.good = good;
  }

  String mark(int index) {
    return Mark.of(request, index, good);
  }

  /** As many events as the form takes; now and then one that stands there twice. */
  Content content(Form form, Maker maker, Fingerprint fingerprint) {
    return content(form, maker, fingerprint, form != Form.SINGLE && dice.once(8));
  }

  Content contentWithoutRepeats(Form form, Maker maker, Fingerprint fingerprint) {
    return content(form, maker, fingerprint, false);
  }

  private Content content(Form form, Maker maker, Fingerprint fingerprint, boolean repeated) {
    int events = form == Form.SINGLE ? 1 : dice.once(40) ? 0 : dice.skewed(EVENTS_MAX);
    if (events == 0 && form.isLines()) {
      events = 1;
    }
    List<String> all = new ArrayList<>();
    long[] prints = new long[events];
    for (int i = 0; i < events; i++) {
      String event = maker.event(i);
      prints[i] = fingerprint.of(event.getBytes(UTF_8));
      all.add(event);
    }
    boolean repeats = repeated && events > 0;
    if (repeats) {
      all.add(dice.below(all.size() + 1), dice.oneOf(all));
    }
    return new Content(body(form, all), prints, repeats ? 1 : 0, false);
  }

  private static byte[] body(Form form, List<String> events) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(form.before.getBytes(UTF_8));
    body.writeBytes(String.join(form.between, events).getBytes(UTF_8));
    body.writeBytes(form.after.getBytes(UTF_8));
    return body.toByteArray();
  }

  /** Of an open stream. */
  String open(int index) {
    List<String> members = new ArrayList<>();
    members.add("\"id\":" + (dice.once(4) ? number() : "\"" + mark(index) + "\""));
    members.add("\"mark\":\"" + mark(index) + "\"");
    if (dice.once(2)) {
      members.add("\"type\":\"paid\"");
    }
    if (dice.once(2)) {
      members.add("\"time\":" + (dice.once(2) ? "1763700000123" : "\"" + time() + "\""));
    }
    for (int more = dice.below(4); more > 0; more--) {
      members.add("\"m" + more + "\": " + Texts.value(dice, 3));
    }
    return object(members);
  }

  /** Likewise, without an id: the server gives it one. */
  String withoutId(int index) {
    return object(List.of("\"mark\":\"" + mark(index) + "\"", "\"text\":" + Texts.value(dice, 1)));
  }

  String analytics(int index) {
    List<String> members = new ArrayList<>();
    members.add("\"id\":\"" + uuid() + "\"");
    members.add("\"tenant_id\":\"" + TENANT + "\"");
    members.add("\"session_id\":\"" + uuid() + "\"");
    members.add("\"timestamp\":\"" + time() + "\"");
    members.add("\"mark\":\"" + mark(index) + "\"");
    members.add("\"more\":" + Texts.value(dice, 2));
    members.add(
        dice.oneOf(
            List.of(
                "\"type\":\"pageview\",\"path\":\"/caf\\u00e9\"",
                "\"type\":\"click\",\"element\":\"a#b\",\"x\":12.50",
                "\"type\":\"scroll\",\"depth\":99.5",
                "\"type\":\"performance\",\"metric\":\"lcp\",\"value\":1e3",
                "\"type\":\"custom\",\"name\":\"漢\",\"properties\":{\"a\":[1,{\"b\":null}]}")));
    return object(members);
  }

  /** With its attributes in it. */
  String cloud(int index) {
    List<String> members = new ArrayList<>();
    members.add("\"specversion\":\"1.0\"");
    members.add("\"id\":\"" + mark(index) + "\"");
    members.add("\"source\":\"/fuzz\"");
    members.add("\"type\":\"order.paid\"");
    if (dice.once(2)) {
      members.add("\"time\":\"" + time() + "\"");
    }
    if (dice.once(2)) {
      members.add("\"region\":\"eu\"");
    }
    if (dice.once(2)) {
      members.add("\"data\":" + Texts.value(dice, 3));
    }
    return object(members);
  }

  private String object(List<String> members) {
    String gap = dice.oneOf(GAPS);
    return "{" + gap + String.join(gap + "," + gap, members) + gap + "}";
  }

  /** So many that no two requests meet. */
  private String number() {
    return Long.toString(dice.bits());
  }

  private String uuid() {
    return new UUID((dice.bits() & ~0xf000L) | 0x4000L, (dice.bits() >>> 2) | Long.MIN_VALUE)
        .toString();
  }

  String time() {
    return Instant.ofEpochSecond(FIRST_SECOND + dice.below(2 * 24 * 3_600)).toString();
  }
}
