package io.penstock.access;

/** Whether somebody is let in. */
public sealed interface Admission {
  record Admitted(Caller caller) implements Admission {}

  record Denied(Denial why) implements Admission {}
}
