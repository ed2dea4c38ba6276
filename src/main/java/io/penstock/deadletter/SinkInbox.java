package io.penstock.deadletter;

/**
 * Where a letter goes that a sink is to get again, and who reads it there.
 *
 * @param group the sink's consumer group: what it has settled of the topic, the sink has
 * @param topic what is appended there is delivered to the sink alone, as a new attempt
 */
public record SinkInbox(String sink, String group, String topic) {}
