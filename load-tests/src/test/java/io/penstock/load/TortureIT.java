package io.penstock.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is the torture bench to be believed, and what does it say in short doses? */
class TortureIT {
  @TempDir private Path results;

  @Test
  void findsNothingWhereNothingIsWrongAndEveryFaultThatIsPlanted() {
    assertThat(torture("--scenario", "R0", "--minutes", "0.1", "--rate", "500"))
        .as("exit code; the report is on the standard output")
        .isEqualTo(Program.SOUND);
    assertThat(results).isDirectoryContaining(file -> file.toString().endsWith("-torture-r0.json"));
  }

  /** Filling a disk takes a tmpfs, and that takes root. */
  @Test
  void losesNothingWhileSinksAndDiskFail() {
    boolean isRoot = System.getProperty("user.name").equals("root");

    assertThat(torture("--scenario", isRoot ? "R7,R11" : "R7", "--gate"))
        .as("exit code; the report is on the standard output")
        .isEqualTo(Program.SOUND);
  }

  private int torture(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--results";
    all[arguments.length + 1] = results.toString();
    return Program.run(new Torture(), all);
  }
}
