package io.penstock.event;

import io.penstock.event.analytics.PropertyLimits;
import java.util.Optional;

/**
 * What a sender names: one topic and its rules.
 *
 * @param deadLetterTopic where events go that can never be delivered
 * @param eventsMax the most events in one request
 * @param eventBytesMax the most bytes in one event
 * @param costlyRules what events are held to besides, such as a schema; checked off the event loop
 * @param propertyLimits of analytics events
 */
public record Stream(
    String name,
    String topic,
    String deadLetterTopic,
    Kind kind,
    String idField,
    Optional<String> typeField,
    Optional<String> timeField,
    Optional<String> sessionField,
    KeyStrategy key,
    int eventsMax,
    int eventBytesMax,
    Optional<EventRules> costlyRules,
    PropertyLimits propertyLimits) {

  /** Which rules hold. */
  public enum Kind {
    /**
     * Page views, clicks, scrolls, performance and custom events of an SDK, with all their rules.
     */
    ANALYTICS,
    /** Any JSON object. */
    OPEN,
    /** Events as CloudEvents 1.0 describes them. */
    CLOUDEVENTS,
    /** The server's own metrics, a value an event. */
    METRICS
  }

  /** A stream without costly rules. */
  public Stream(
      String name,
      String topic,
      Kind kind,
      String idField,
      Optional<String> typeField,
      Optional<String> timeField,
      Optional<String> sessionField,
      KeyStrategy key,
      int eventsMax,
      int eventBytesMax) {
    this(
        name,
        topic,
        deadLetterTopicOf(topic),
        kind,
        idField,
        typeField,
        timeField,
        sessionField,
        key,
        eventsMax,
        eventBytesMax,
        Optional.empty(),
        PropertyLimits.DEFAULT);
  }

  /** A stream of analytics events, whose fields have fixed names. */
  public static Stream analytics(
      String name,
      String topic,
      KeyStrategy key,
      int eventsMax,
      int eventBytesMax,
      PropertyLimits propertyLimits) {
    return new Stream(
        name,
        topic,
        deadLetterTopicOf(topic),
        Kind.ANALYTICS,
        "id",
        Optional.of("type"),
        Optional.of("timestamp"),
        Optional.of("session_id"),
        key,
        eventsMax,
        eventBytesMax,
        Optional.empty(),
        propertyLimits);
  }

  /** A stream of CloudEvents or of metrics, whose fields have fixed names. */
  public static Stream fixed(
      Kind kind, String name, String topic, KeyStrategy key, int eventsMax, int eventBytesMax) {
    return new Stream(
        name,
        topic,
        kind,
        "id",
        Optional.of("type"),
        Optional.of("time"),
        Optional.empty(),
        key,
        eventsMax,
        eventBytesMax);
  }

  /** Where dead letters go unless something else is said. */
  public static String deadLetterTopicOf(String topic) {
    return topic + ".dlq";
  }

  /** The same stream for somebody who is held to less; what is more than it has changes nothing. */
  public Stream within(int fewerEvents, int fewerEventBytes, PropertyLimits narrower) {
    return new Stream(
        name,
        topic,
        deadLetterTopic,
        kind,
        idField,
        typeField,
        timeField,
        sessionField,
        key,
        Math.min(eventsMax, fewerEvents),
        Math.min(eventBytesMax, fewerEventBytes),
        costlyRules,
        propertyLimits.within(narrower));
  }

  /** The same stream with its dead letters elsewhere. */
  public Stream withDeadLettersIn(String otherTopic) {
    return new Stream(
        name,
        topic,
        otherTopic,
        kind,
        idField,
        typeField,
        timeField,
        sessionField,
        key,
        eventsMax,
        eventBytesMax,
        costlyRules,
        propertyLimits);
  }
}
