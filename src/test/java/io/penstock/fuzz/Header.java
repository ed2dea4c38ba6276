package io.penstock.fuzz;

/** A line of a request's head. */
record Header(String name, String value) {
  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
