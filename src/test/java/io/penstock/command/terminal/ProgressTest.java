package io.penstock.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.terminal.Progress.Done;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Terminal SCREEN = new Terminal(true, 100);
  private static final String WIPE = "\r\u001b[K";

  private final StringWriter out = new StringWriter();
  private long seconds;
  private Done done = new Done(0, 0, 0, "events");

  private Progress progress(Terminal terminal) {
    return new Progress(new PrintWriter(out), terminal, () -> seconds * 1_000_000_000, () -> done);
  }

  private void at(long second, Progress progress) {
    seconds = second;
    progress.tick();
  }

  @Test
  void drawsNothingInTheFirstTwoSeconds() {
    Progress progress = progress(SCREEN);

    at(1, progress);
    progress.close();

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void drawsABarAndTakesItAway() {
    Progress progress = progress(SCREEN);
    done = new Done(5_000_000, 20_000_000, 30_000, "events");

    at(3, progress);
    progress.close();

    assertThat(out.toString())
        .isEqualTo(
            WIPE
                + "[######------------------] 25%  5.0 of 20.0 MB  10000 events/s  0:09 left"
                + WIPE);
  }

  @Test
  void countsWhatIsNotBytes() {
    Progress progress = progress(SCREEN);
    done = Done.of(50, 200, "letters");

    at(5, progress);

    assertThat(out.toString())
        .isEqualTo(
            WIPE + "[######------------------] 25%  50 of 200 letters  10 letters/s  0:15 left");
  }

  @Test
  void staysOnOneLineOfTheTerminal() {
    Progress progress = progress(new Terminal(true, 20));
    done = new Done(5_000_000, 20_000_000, 30_000, "events");

    at(3, progress);

    assertThat(out.toString()).isEqualTo(WIPE + "[######-----------…");
  }

  @Test
  void drawsNoBarWhereTheEndIsUnknown() {
    Progress progress = progress(SCREEN);
    done = new Done(5_000_000, 0, 30_000, "events");

    at(75, progress);

    assertThat(out.toString()).isEqualTo(WIPE + "5.0 MB  400 events/s  1:15 so far");
  }

  @Test
  void printsALineEveryTenSecondsWhereNobodyWatches() {
    Progress progress = progress(Terminal.NONE);
    done = new Done(1_000_000, 3_600_000_000L, 1_000, "events");

    at(9, progress);
    at(10, progress);
    at(11, progress);
    at(20, progress);

    assertThat(out.toString())
        .isEqualTo(
            """
            0%  1.0 of 3600.0 MB  100 events/s  9:59:50 left
            0%  1.0 of 3600.0 MB  50 events/s  19:59:40 left
            """);
  }

  @Test
  void saysSentencesAboveTheBar() {
    Progress progress = progress(SCREEN);
    done = new Done(1, 1, 6, "rows");

    at(2, progress);
    progress.say("patience");

    assertThat(out.toString())
        .isEqualTo(
            WIPE
                + "[########################] 100%  0.0 of 0.0 MB  3 rows/s  0:00 left"
                + WIPE
                + "patience\n");
  }
}
