package io.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Whatever is sent, every answer is in the contract, and every event that was accepted is in the
 * sink, once and with the same bytes.
 */
class FuzzIT {
  /** Kept after the run, for whoever has to find out why. */
  private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();

  @Test
  void answersByTheContractAndKeepsWhatItAcceptsWhateverIsSent() throws Exception {
    empty(FOLDER);
    Dose dose = Dose.ofProperties();
    var scenario = new Scenario(dose, FOLDER);
    if (dose.only().isPresent()) {
      System.out.println(scenario.show(dose.only().get()));
      return;
    }

    Result result = scenario.run();

    publish(result);
    assertThat(result.faults()).isEmpty();
    findsWhatIsPlanted(scenario);
  }

  /** A count that cannot fail shows nothing. */
  private static void findsWhatIsPlanted(Scenario scenario) throws SQLException {
    scenario.plantDifferences();

    SentEvents.Verdict verdict = scenario.verdict();

    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.changed()).isEqualTo(1);
    assertThat(verdict.twice()).isEqualTo(1);
  }

  private static void publish(Result result) throws IOException {
    System.out.println(result.report());
    Optional<String> stem = Optional.ofNullable(System.getProperty("fuzz.report"));
    if (stem.isPresent()) {
      Files.writeString(Path.of(stem.get() + ".md"), result.report());
      Files.writeString(Path.of(stem.get() + ".json"), ResultJson.of(result));
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
