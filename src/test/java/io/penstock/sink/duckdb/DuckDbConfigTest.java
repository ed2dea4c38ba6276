package io.penstock.sink.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import org.junit.jupiter.api.Test;

class DuckDbConfigTest {
  @Test
  void namesTheFileAfterTheSinkUnlessToldOtherwise() {
    assertThat(DuckDbConfig.read(lake(Configuration.ofYaml(""))))
        .isEqualTo(new DuckDbConfig("lake.duckdb", 1 << 30, 1));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml("lake: {file: /data/all.db, memory-max: 2GB, threads: 2}");

    assertThat(DuckDbConfig.read(lake(configuration)))
        .isEqualTo(new DuckDbConfig("/data/all.db", 2L << 30, 2));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration = Configuration.ofYaml("lake: {memory-max: 1MB, threads: 65}");

    DuckDbConfig.read(lake(configuration));

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "lake.memory-max: 1MB is not between 64MB and 1TB",
            "lake.threads: 65 is not between 1 and 64");
  }

  @Test
  void refusesASecondWriter() {
    Configuration configuration = Configuration.ofYaml("lake: {instances: 2}");

    DuckDbConfig.read(lake(configuration));

    assertThat(Complaints.of(configuration))
        .containsExactly("lake.instances: must be 1, for one writer owns DuckDB's file");
  }

  @Test
  void severalNodesNeedOneFile() {
    Configuration configuration = Configuration.ofYaml("lake: {}");
    Section section = lake(configuration);

    DuckDbConfig.read(section).checkForSeveralNodes(section);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "lake.file: 'lake.duckdb' is below each node's own data-dir; in a cluster it is the"
                + " absolute path of one file that every node with the role deliver sees");
  }

  @Test
  void severalNodesMayShareAnAbsolutePath() {
    Configuration configuration = Configuration.ofYaml("lake: {file: /data/all.db}");
    Section section = lake(configuration);

    DuckDbConfig.read(section).checkForSeveralNodes(section);

    assertThat(Complaints.of(configuration)).isEmpty();
  }

  private static Section lake(Configuration configuration) {
    return configuration.root().section("lake");
  }
}
