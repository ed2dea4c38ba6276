package io.penstock.event;

/**
 * Why one event of a request was rejected.
 *
 * @param index the event's place in the request, from 0
 * @param id the event's id, empty where it has none that can be read
 * @param code a stable word for programs
 * @param pointer the field, as RFC 6901 writes it; empty for the event itself
 * @param detail a sentence for people
 */
public record Violation(int index, String id, String code, String pointer, String detail) {

  /** The pointer to a top-level field. */
  static String pointerTo(String field) {
    return "/" + field.replace("~", "~0").replace("/", "~1");
  }
}
