package io.penstock.event;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Reads the events of one request one after the other, checks each, and keeps those that are sound.
 * Where they stand is the {@link Slicer}'s to know. Not thread-safe.
 */
final class EventChecker {
  private final Stream stream;
  private final EventLayout layout;
  private final CommonRules common;
  private final EventRules rules;
  private final SlicesBuilder kept;
  private final Fields fields;
  private final Faults faults = new Faults();
  private final RandomGenerator random;
  private final Supplier<String> idAtHand = this::idAtHand;
  private final Supplier<byte[]> newId = this::newId;

  private byte[] body = {};
  private String tenant = "";
  private long nowMicros;
  private NewIds ids;
  private int index;

  EventChecker(Stream stream, RandomGenerator random) {
    this.stream = stream;
    this.random = random;
    this.ids = NewIds.unique(0, random);
    this.layout = EventLayout.of(stream);
    this.rules = layout.rulesOf(stream);
    this.fields = new Fields(layout.names(), stream.eventBytesMax());
    this.common = new CommonRules(stream, layout);
    this.kept = new SlicesBuilder(stream, layout);
  }

  void begin(byte[] body, String tenant, long nowMicros, Optional<String> idempotencyKey) {
    this.body = body;
    this.tenant = tenant;
    this.nowMicros = nowMicros;
    this.ids =
        idempotencyKey.isPresent()
            ? NewIds.repeatable(tenant, stream.name(), idempotencyKey.get())
            : NewIds.unique(nowMicros, random);
    beginAgain();
  }

  /** Forgets what was taken of the request so far. */
  void beginAgain() {
    index = 0;
    kept.begin(body);
    faults.clear();
  }

  Slices slices() {
    return kept.slices(faults);
  }

  /** One that is too large need not be read to be refused; answers whether it was. */
  boolean refuseIfTooLarge(int bytes) {
    if (bytes <= stream.eventBytesMax()) {
      return false;
    }
    faults.begin(index++);
    common.checkSize(bytes, faults);
    return true;
  }

  /** The one that was begun with is no JSON. */
  void refuseMalformed(String why) {
    faults.add("malformed", why);
  }

  void takeNext(JsonScanner scanner) throws MalformedJson, TooManyEvents {
    take(scan(scanner));
  }

  /** Moves past the next event; answers whether it is an object, whose fields are known then. */
  boolean scan(JsonScanner scanner) throws MalformedJson, TooManyEvents {
    if (index == stream.eventsMax()) {
      throw new TooManyEvents(stream.eventsMax());
    }
    faults.begin(index++);
    boolean object = scanner.peek() == '{';
    if (object) {
      fields.read(scanner);
    } else {
      scanner.skipValue();
    }
    return object;
  }

  /** Keeps the event that was just moved past, or notes what is wrong with it. */
  void take(boolean object) {
    if (object) {
      takeFields();
    } else {
      faults.add("not_an_object", "an event must be a JSON object");
    }
  }

  private void takeFields() {
    faults.identify(idAtHand);
    common.check(fields, faults);
    rules.check(fields, tenant, nowMicros, faults);
    if (faults.isEmpty()) {
      kept.take(fields, newId, faults);
    }
  }

  private String idAtHand() {
    return layout.readableId(fields);
  }

  private byte[] newId() {
    return ids.of(index - 1);
  }
}
