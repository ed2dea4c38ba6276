package io.penstock.command.client;

/** What a command tells the shell; where it can, the numbers of {@code sysexits.h}. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The server answered, and refused some or all of what was asked. */
  public static final int REFUSED = 1;

  public static final int USAGE = 2;
  public static final int NOT_JSON = 65;
  public static final int NO_INPUT = 66;
  public static final int UNAVAILABLE = 69;
  public static final int UNEXPECTED = 70;

  /** What was asked could not be found out now. */
  public static final int NOT_NOW = 75;

  public static final int NOT_ALLOWED = 77;
  public static final int CONFIG = 78;

  private ExitCode() {}
}
