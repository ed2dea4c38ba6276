package io.penstock;

import io.penstock.command.PenstockCommand;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new PenstockCommand()).execute(args));
  }
}
