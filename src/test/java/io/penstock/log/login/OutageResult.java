package io.penstock.log.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What became of everything that was posted around an outage. */
record OutageResult(
    OutageDose dose,
    int posted,
    int toLog,
    int toSpool,
    Duration longestAnswer,
    Duration untilTheSpool,
    Duration untilTheLog,
    int records,
    int rows,
    int different,
    int tokens) {

  int refused() {
    return posted - toLog - toSpool;
  }

  String text() {
    return """
    # The token endpoint away, %s

    Tokens live %d s, their server is away for %d s, the broker asks again every %d s.

    | | |
    |---|---:|
    | events posted | %d |
    | of them answered 202, in the log | %d |
    | of them answered 202, in the spool | %d |
    | refused | %d |
    | longest answer, ms | %d |
    | after the server went away, s until the spool took over | %d |
    | after it came back, s until the log answered | %d |
    | different events in the log | %d |
    | rows in the sink | %d |
    | different events in the sink | %d |
    | tokens asked for and granted | %d |
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            dose.life().toSeconds(),
            dose.away().toSeconds(),
            dose.reauthentication().toSeconds(),
            posted,
            toLog,
            toSpool,
            refused(),
            longestAnswer.toMillis(),
            untilTheSpool.toSeconds(),
            untilTheLog.toSeconds(),
            records,
            rows,
            different,
            tokens);
  }

  /** Where a file is named for it. */
  void write() throws IOException {
    System.out.print(text());
    String file = System.getProperty("outage.report", "");
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), text());
    }
  }
}
