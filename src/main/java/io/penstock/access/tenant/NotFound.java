package io.penstock.access.tenant;

/** There is no such tenant, or no such key. */
public final class NotFound extends Exception {
  NotFound(String what, String id) {
    super("there is no %s '%s'".formatted(what, id));
  }
}
