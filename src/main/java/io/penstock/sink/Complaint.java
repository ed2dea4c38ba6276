package io.penstock.sink;

/**
 * What is wrong with an event, or with a batch of them.
 *
 * @param code what the destination calls it, such as an SQLSTATE; may be empty
 * @param field the column or constraint at fault, empty where none is known
 * @param reason for people; never quotes the event
 */
public record Complaint(String code, String field, String reason) {}
