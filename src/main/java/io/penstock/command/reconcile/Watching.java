package io.penstock.command.reconcile;

import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/**
 * Shows how far the server says it is, which it does once a second: over and over on one line of a
 * terminal, and elsewhere with every tenth word.
 */
public final class Watching implements AutoCloseable {
  private static final int WORDS_BEFORE_A_LINE = 10;
  private static final String WIPE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean isDrawn;
  private int words;

  public Watching(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.isDrawn = terminal.interactive();
  }

  /** The first word comes after a second, and what takes less than two needs none. */
  void show(JsonObject progress) {
    words++;
    if (isDrawn && words > 1) {
      out.print(WIPE + text(progress));
      out.flush();
    } else if (!isDrawn && words % WORDS_BEFORE_A_LINE == 0) {
      out.println(text(progress));
      out.flush();
    }
  }

  private static String text(JsonObject progress) {
    long done = progress.getLong("done", 0L);
    long total = progress.getLong("total", 0L);
    String step = progress.getString("step", "");
    if (total > 0) {
      return "%s: %d of %d".formatted(step, done, total);
    }
    return done > 0 ? step + ": " + done : step;
  }

  @Override
  public void close() {
    if (isDrawn && words > 1) {
      out.print(WIPE);
      out.flush();
    }
  }
}
