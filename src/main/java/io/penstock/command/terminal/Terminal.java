package io.penstock.command.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What the output stands on.
 *
 * @param interactive whether a person watches, so that lines may be cut and drawn over
 */
public record Terminal(boolean interactive, int columns) {
  /** A file or another program: nothing is cut and nothing is drawn over. */
  public static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE);

  private static final int COLUMNS_UNKNOWN = 100;

  /** The JDK answers no console where input or output is redirected, whatever Error Prone says. */
  @SuppressWarnings("SystemConsoleNull")
  public static Terminal detect() {
    Console console = System.console();
    return console != null && console.isTerminal() ? new Terminal(true, askForColumns()) : NONE;
  }

  /** Java cannot ask, so {@code stty} does. */
  private static int askForColumns() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return COLUMNS_UNKNOWN;
      }
      return columnsIn(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException unknown) {
      return COLUMNS_UNKNOWN;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return COLUMNS_UNKNOWN;
    }
  }

  /** Reads "rows columns"; some terminals answer "0 0". */
  static int columnsIn(String answer) {
    String text = answer.strip();
    String columns = text.substring(text.indexOf(' ') + 1);
    return columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : COLUMNS_UNKNOWN;
  }
}
