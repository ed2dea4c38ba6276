package io.penstock.load.torture.machine;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A short command of the system, waited for. */
final class Command {
  private Command() {}

  /** The words stand apart by spaces; fails where the command does. */
  static void run(String command) {
    String said = said(command);
    if (!said.isEmpty()) {
      throw new BenchFault(command + ": " + said);
    }
  }

  /** Likewise; what it says. */
  static String answer(String command) {
    Done done = done(command);
    if (done.code() != 0) {
      throw new BenchFault(command + ": " + done.complaint());
    }
    return done.said();
  }

  /** Whether it did what it should does not matter: to take away what may be gone. */
  static void tryTo(String command) {
    said(command);
  }

  /** What it complains of; empty where it did as asked. */
  private static String said(String command) {
    return done(command).complaint();
  }

  private record Done(int code, String said) {
    String complaint() {
      return code == 0 ? "" : "exit code " + code + " " + said;
    }
  }

  private static Done done(String command) {
    try {
      Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
      try (InputStream out = process.getInputStream()) {
        String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Done(process.waitFor(), said);
      }
    } catch (IOException fault) {
      return new Done(-1, String.valueOf(fault.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Done(-1, "interrupted");
    }
  }
}
