package io.penstock.command;

/** What the program's exit codes mean; the numbers above 2 are those of BSD's sysexits. */
final class ExitCode {
  static final int OK = 0;

  /** Something the configuration needs is not there: a broker, a port. */
  static final int UNAVAILABLE = 69;

  static final int CONFIG = 78;

  private ExitCode() {}
}
