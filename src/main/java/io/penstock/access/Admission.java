package io.penstock.access;

import io.penstock.access.audit.Subject;

/** Whether somebody is let in. */
public sealed interface Admission {
  record Admitted(Caller caller) implements Admission {}

  /**
   * Somebody stays outside.
   *
   * @param subject whose key it is, where it is beyond doubt that the sender has it
   */
  record Denied(Denial why, Subject subject) implements Admission {
    Denied(Denial why) {
      this(why, Subject.NOBODY);
    }
  }
}
