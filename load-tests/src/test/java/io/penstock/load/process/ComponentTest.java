package io.penstock.load.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentTest {
  private static final String FOLDER = "penstock.components";

  @TempDir private Path folder;

  @BeforeEach
  void keepElsewhere() {
    System.setProperty(FOLDER, folder.toString());
  }

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(FOLDER);
  }

  private static Component fetchedBy(String script) {
    return new Component("server", "1", into -> List.of("sh", "-c", script, "sh", into.toString()));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() {
    Path lib = fetchedBy("mkdir \"$1/lib\"").part("lib");

    assertThat(lib).isDirectory();
    assertThat(fetchedBy("false").part("lib")).isEqualTo(lib);
  }

  @Test
  void whatCannotBeFetchedIsNamedWithTheCommandThatWould() {
    assertThatThrownBy(() -> fetchedBy("echo no network; exit 1").part("lib"))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("a server that is needed is not there")
        .hasMessageContaining("sh -c echo no network")
        .hasMessageContaining("no network");
  }

  @Test
  void halfOfItIsNotTakenForTheWhole() {
    assertThatThrownBy(() -> fetchedBy("mkdir \"$1/lib\"; exit 1").part("lib"))
        .isInstanceOf(BenchFault.class);

    assertThat(folder.resolve("server-1/lib")).doesNotExist();
    assertThat(fetchedBy("mkdir \"$1/lib\"").part("lib")).isDirectory();
  }
}
