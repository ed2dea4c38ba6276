package io.penstock;

import io.penstock.config.Section;
import io.penstock.event.EventRules;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.event.analytics.PropertyLimits;
import io.penstock.schema.EventSchema;
import io.penstock.schema.EventSchema.Mode;
import io.penstock.schema.SchemaRules;
import io.penstock.schema.UnusableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a stream from the configuration; {@code event} itself knows nothing of configuration. */
final class StreamReader {
  private static final int EVENTS_MAX = 5_000;
  private static final int ANALYTICS_EVENTS_MAX = 1_000;
  private static final int EVENT_BYTES_MAX = 1 << 20;

  /** The tables that sinks make beside those of the streams. */
  private static final Pattern TAKEN =
      Pattern.compile("sink_offsets|staging_.*|.*_default|.*_[0-9]{4}(_[0-9]{2}){1,2}");

  private StreamReader() {}

  static Stream read(Section section) {
    String name = section.name();
    if (!name.matches("[a-z][a-z0-9_-]{0,62}")) {
      section.reject(
          "topic",
          "the stream's name must be 1 to 63 of a-z, 0-9, _ and -, beginning with a letter");
    }
    if (TAKEN.matcher(name).matches()) {
      section.reject("topic", "the stream's name is one that tables of the sinks have");
    }
    Kind kind = section.choice("kind", Kind.OPEN);
    String topic = section.text("topic", name);
    boolean analytics = kind == Kind.ANALYTICS;
    KeyStrategy key =
        section.choice("key", analytics ? KeyStrategy.SESSION : KeyStrategy.ROUND_ROBIN);
    int eventsMax =
        section.wholeNumber(
            "events-max", analytics ? ANALYTICS_EVENTS_MAX : EVENTS_MAX, 1, 100_000);
    int eventBytesMax = (int) section.bytes("event-bytes-max", EVENT_BYTES_MAX, 64, 64 << 20);
    String deadLetterTopic = section.text("dead-letter-topic", Stream.deadLetterTopicOf(topic));
    Stream stream =
        switch (kind) {
          case ANALYTICS ->
              Stream.analytics(
                  name,
                  topic,
                  key,
                  eventsMax,
                  eventBytesMax,
                  propertyLimits(section.section("properties")));
          case OPEN -> open(section, name, topic, key, eventsMax, eventBytesMax);
          case CLOUDEVENTS, METRICS ->
              fixed(section, kind, name, topic, key, eventsMax, eventBytesMax);
        };
    return stream.withDeadLettersIn(deadLetterTopic);
  }

  /** An event has 64 levels at most, and is the first itself. */
  private static PropertyLimits propertyLimits(Section properties) {
    PropertyLimits otherwise = PropertyLimits.DEFAULT;
    return new PropertyLimits(
        properties.wholeNumber("members-max", otherwise.membersMax(), 1, 10_000),
        properties.wholeNumber("depth-max", otherwise.depthMax(), 1, 63),
        (int) properties.bytes("bytes-max", otherwise.bytesMax(), 16, 64 << 20));
  }

  private static Stream fixed(
      Section section,
      Kind kind,
      String name,
      String topic,
      KeyStrategy key,
      int eventsMax,
      int eventBytesMax) {
    if (key == KeyStrategy.SESSION) {
      section.reject(
          "key",
          "is tenant or round-robin with kind: %s, which has no session"
              .formatted(kind.name().toLowerCase(Locale.ROOT)));
    }
    return Stream.fixed(kind, name, topic, key, eventsMax, eventBytesMax);
  }

  private static Stream open(
      Section section,
      String name,
      String topic,
      KeyStrategy key,
      int eventsMax,
      int eventBytesMax) {
    String id = section.text("id", "id");
    Optional<String> type = section.optionalText("type");
    Optional<String> time = section.optionalText("time");
    Optional<String> session = section.optionalText("session");
    if (key == KeyStrategy.SESSION && session.isEmpty()) {
      section.reject("session", "is required with key: session, and names the field");
    }
    return new Stream(
        name,
        topic,
        Stream.deadLetterTopicOf(topic),
        Kind.OPEN,
        id,
        type,
        time,
        session,
        key,
        eventsMax,
        eventBytesMax,
        schema(section),
        PropertyLimits.DEFAULT);
  }

  private static Optional<EventRules> schema(Section section) {
    Optional<String> given = section.optionalText("schema");
    Mode mode = section.choice("schema-mode", Mode.ENFORCE);
    return given.flatMap(text -> read(text, section)).map(read -> new SchemaRules(read, mode));
  }

  /** The schema itself, or the file that it is in. */
  private static Optional<EventSchema> read(String given, Section section) {
    try {
      boolean itself = given.stripLeading().startsWith("{");
      return Optional.of(EventSchema.of(itself ? given : Files.readString(Path.of(given))));
    } catch (IOException | InvalidPathException unreadable) {
      section.reject("schema", "the file cannot be read: " + unreadable);
    } catch (UnusableSchema unusable) {
      section.reject("schema", "is no JSON Schema to hold events to: " + unusable.getMessage());
    }
    return Optional.empty();
  }
}
