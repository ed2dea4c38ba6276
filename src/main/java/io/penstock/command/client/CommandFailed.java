package io.penstock.command.client;

import java.io.PrintWriter;

/** A command cannot go on: why, what to do next, and what the shell is told. */
public final class CommandFailed extends Exception {
  private final int exitCode;
  private final String advice;

  public CommandFailed(int exitCode, String message, String advice) {
    super(withoutControls(message), null, false, false);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  /** What others wrote may hold characters that a terminal would obey. */
  private static String withoutControls(String message) {
    return message.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }

  public int exitCode() {
    return exitCode;
  }

  /** Two sentences on two lines; the second only where there is something to do. */
  public void print(PrintWriter out) {
    out.println(getMessage());
    if (!advice.isEmpty()) {
      out.println(advice);
    }
    out.flush();
  }
}
