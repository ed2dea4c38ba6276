package io.penstock.command.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far something got: a bar on a terminal once it takes longer than two seconds, a plain
 * line every ten seconds elsewhere.
 */
public final class Progress implements AutoCloseable {
  private static final Duration BAR_AFTER = Duration.ofSeconds(2);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);
  private static final int TICK_MILLIS = 200;
  private static final int BAR_COLUMNS = 24;
  private static final String WIPE = "\r\u001b[K";

  private final PrintWriter out;
  private final Terminal terminal;
  private final LongSupplier nanos;
  private final Supplier<Done> done;
  private final long startedAt;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private long nextLineAfter = LINE_EVERY.toNanos();
  private boolean barShown;
  private boolean closed;

  /**
   * How far it got.
   *
   * @param bytesTotal 0 where nobody knows
   * @param items what a person counts, such as "events"
   * @param isCounted whether the first two are such items, too, and not bytes
   */
  public record Done(long bytes, long bytesTotal, long count, String items, boolean isCounted) {
    public Done(long bytes, long bytesTotal, long count, String items) {
      this(bytes, bytesTotal, count, items, false);
    }

    /** So many of so many. */
    public static Done of(long count, long total, String items) {
      return new Done(count, total, count, items, true);
    }

    private String amount() {
      return isCounted
          ? "%d of %d %s".formatted(bytes, bytesTotal, items)
          : "%s of %s MB".formatted(megabytes(bytes), megabytes(bytesTotal));
    }
  }

  /** Shows nothing by itself until {@link #start}; {@link #tick} shows what is due. */
  public Progress(PrintWriter out, Terminal terminal, LongSupplier nanos, Supplier<Done> done) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.done = done;
    this.startedAt = nanos.getAsLong();
  }

  public Progress start() {
    var _ = ticks.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  synchronized void tick() {
    long elapsed = nanos.getAsLong() - startedAt;
    if (closed) {
      return;
    }
    if (terminal.interactive()) {
      drawAfter(elapsed);
    } else if (elapsed >= nextLineAfter) {
      nextLineAfter += LINE_EVERY.toNanos();
      out.println(describe(done.get(), elapsed));
      out.flush();
    }
  }

  private void drawAfter(long elapsed) {
    if (elapsed < BAR_AFTER.toNanos()) {
      return;
    }
    Done sofar = done.get();
    String line = bar(sofar) + describe(sofar, elapsed);
    out.print(WIPE + Cell.of(line).cutTo(terminal.columns() - 1).text());
    out.flush();
    barShown = true;
  }

  /** A sentence above the bar. */
  public synchronized void say(String sentence) {
    wipe();
    out.println(sentence);
    out.flush();
  }

  private void wipe() {
    if (barShown) {
      out.print(WIPE);
      out.flush();
      barShown = false;
    }
  }

  private static String bar(Done done) {
    if (done.bytesTotal() == 0) {
      return "";
    }
    int filled = (int) (BAR_COLUMNS * share(done));
    return "[" + "#".repeat(filled) + "-".repeat(BAR_COLUMNS - filled) + "] ";
  }

  private static double share(Done done) {
    return Math.min(1, (double) done.bytes() / done.bytesTotal());
  }

  /** Such as {@code 43% 12.3 of 28.6 MB 41233 events/s 0:12 left}. */
  private static String describe(Done done, long elapsed) {
    double seconds = elapsed / 1e9;
    String rate = String.format(Locale.ROOT, "%.0f %s/s", done.count() / seconds, done.items());
    if (done.bytesTotal() == 0) {
      return "%s MB  %s  %s so far".formatted(megabytes(done.bytes()), rate, clock(seconds));
    }
    double share = share(done);
    String left = share == 0 ? "" : "  " + clock(seconds / share - seconds) + " left";
    return "%d%%  %s  %s%s".formatted((int) (100 * share), done.amount(), rate, left);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** Takes the bar away; what follows starts on a clean line. */
  @Override
  public synchronized void close() {
    closed = true;
    ticks.shutdown();
    wipe();
  }
}
