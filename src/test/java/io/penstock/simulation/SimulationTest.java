package io.penstock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.slf4j.LoggerFactory;

/** Ten thousand seeds, or with {@code -Dsimulation.seed=42} that one alone, with its story. */
class SimulationTest {
  private static final int SEEDS = 10_000;
  private static final int SEEDS_FOR_A_MUTANT = 1_000;
  private static final int FAILURES_SHOWN = 3;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.penstock");

  /** Ten thousand times two nodes have a lot to say. */
  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @Test
  void losesNothingAndWritesNothingTwiceWhateverGoesWrong() {
    Long alone = Long.getLong("simulation.seed");
    List<String> failures = alone == null ? failuresOfAll() : World.traced(alone, this::tell);

    assertThat(failures).isEmpty();
  }

  private static List<String> failuresOfAll() {
    return LongStream.range(0, SEEDS)
        .parallel()
        .mapToObj(seed -> failure(seed, World.run(seed, Mutant.NONE)))
        .filter(failure -> !failure.isEmpty())
        .limit(FAILURES_SHOWN)
        .toList();
  }

  private static String failure(long seed, List<String> wrong) {
    return wrong.isEmpty() ? "" : "-Dsimulation.seed=" + seed + " shows: " + wrong;
  }

  private void tell(String what) {
    System.out.println(what);
  }

  @ParameterizedTest
  @EnumSource(value = Mutant.class, mode = Mode.EXCLUDE, names = "NONE")
  void noticesABrokenPromise(Mutant mutant) {
    OptionalLong seed =
        LongStream.range(0, SEEDS_FOR_A_MUTANT)
            .filter(each -> !World.run(each, mutant).isEmpty())
            .findFirst();

    assertThat(seed).as("%s within %d seeds", mutant, SEEDS_FOR_A_MUTANT).isPresent();
    System.out.println(mutant + " is caught by seed " + seed.getAsLong());
  }
}
