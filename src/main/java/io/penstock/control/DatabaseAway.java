package io.penstock.control;

/** The control database cannot be asked now. Whoever asked may ask again later. */
public final class DatabaseAway extends RuntimeException {
  DatabaseAway(String why) {
    super("the control database does not answer: " + why);
  }
}
