package io.penstock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.LedgerLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An event that was answered with a 2xx is never lost, and lands once in every sink, however often
 * the server is killed.
 */
class KillIT {
  /** Kept after the run, for whoever has to find out why. */
  private static final Path FOLDER = Path.of("target/kill").toAbsolutePath();

  @Test
  void losesNothingAndWritesNothingTwiceWhenKilledAgainAndAgain() throws Exception {
    empty(FOLDER);
    try (var scenario = new Scenario(Dose.ofProperties(), FOLDER)) {
      Result result = scenario.run();

      publish(result.report());
      assertThat(result.verdicts()).allMatch(Verdict::isClean);
      assertThat(result.ledger()).allMatch(line -> line.addsUp() && accountsForAll(line, result));
      findsWhatIsPlanted(scenario);
    }
  }

  /**
   * What was sent again is repeated for who looks for it, and delivered for who does not.
   * OpenSearch has no checkpoint in the transaction of its documents: those of a batch that a kill
   * came upon are repeated when it is offered again, and were delivered to nobody who is left to
   * count them.
   */
  private static boolean accountsForAll(LedgerLine line, Result result) {
    return switch (line.sink()) {
      case "clickhouse", "delta", "s3" -> line.delivered() == line.records();
      case "opensearch" ->
          line.delivered() + line.repeated() == line.records()
              && line.delivered() <= result.dose().events();
      default -> line.delivered() == result.dose().events();
    };
  }

  /** A count that cannot fail shows nothing. */
  private static void findsWhatIsPlanted(Scenario scenario) throws SQLException {
    scenario.plantDifferences();

    assertThat(scenario.verdicts())
        .allSatisfy(
            verdict -> {
              assertThat(verdict.lost()).hasSize(1);
              assertThat(verdict.changed()).hasSize(1);
              assertThat(verdict.unexpected()).containsExactly("nobody");
            });
  }

  private static void publish(String report) throws IOException {
    System.out.println(report);
    Optional<Path> file = Optional.ofNullable(System.getProperty("kill.report")).map(Path::of);
    if (file.isPresent()) {
      Files.writeString(file.get(), report);
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
